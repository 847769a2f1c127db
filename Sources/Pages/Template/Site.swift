/// What stands on every page of a folder.
struct Site: Sendable {
    /// Label of the period.
    let period: String
    let hasQuarter: Bool
    /// For whom the folder is, and when it was written.
    let reader: String
    let writtenOn: String

    func fill(_ scope: inout Scope) {
        scope.text("period", period)
        scope.flag("has_quarter", hasQuarter)
        scope.text("reader", reader)
        scope.text("written_on", writtenOn)
    }
}
