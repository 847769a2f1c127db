/// Something wrong at a place of a text of the language.
struct Flaw: Error, Hashable, Sendable {
    /// The character where it is found, counted from 0.
    let offset: Int
    let reason: String

    func problem(in part: MeasureProblem.Part) -> MeasureProblem {
        MeasureProblem(part: part, position: offset + 1, reason: reason)
    }
}
