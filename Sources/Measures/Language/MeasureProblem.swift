/// One thing that keeps a measure from being computed.
package struct MeasureProblem: Error, Hashable, Sendable {
    /// The part of the measure, by its key in a template.
    package enum Part: String, Sendable {
        case from
        case at
        case filter = "where"
        case value
        case department = "of"
        case mix
        case onePer = "one_per"
        case credit
    }

    package let part: Part
    /// The character of that part's text where it is found, counted from 1; nil where it is the whole part.
    package let position: Int?
    /// What is wrong, with the closest name that exists.
    package let reason: String

    package init(part: Part, position: Int?, reason: String) {
        self.part = part
        self.position = position
        self.reason = reason
    }
}

/// Everything that keeps a measure from being computed; never empty when thrown.
package struct MeasureProblems: Error, Hashable, Sendable {
    /// In the order `from`, `at`, `where`, `value`, `of`, `mix`, `one_per`, `credit`, and in each by position.
    package let list: [MeasureProblem]

    package init(_ list: [MeasureProblem]) {
        self.list = list
    }
}

/// Something wrong at a place of a text of the language.
struct Flaw: Error, Hashable, Sendable {
    /// The character where it is found, counted from 0.
    let offset: Int
    let reason: String

    func problem(in part: MeasureProblem.Part) -> MeasureProblem {
        MeasureProblem(part: part, position: offset + 1, reason: reason)
    }
}
