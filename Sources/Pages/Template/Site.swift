/// What stands on every page of a folder, or of a period at the portal.
struct Site: Sendable {
    /// Label of the period.
    let period: String
    let hasQuarter: Bool
    /// For whom the pages are, and when they were written.
    let reader: String
    var writtenOn = ""
    /// By what a form shows that it is one of ours; nil in a folder, where nothing can be sent.
    var proof: String?

    func fill(_ scope: inout Scope) {
        scope.text("period", period)
        scope.flag("has_quarter", hasQuarter)
        scope.text("reader", reader)
        scope.text("written_on", writtenOn)
        scope.text("proof", proof)
        scope.link("overview_link", .overview)
        scope.link("quarter_link", .quarter)
    }
}
