/// Rows of a relation that cannot be read, named by their ids alone: no other value of theirs is told.
struct FailingRows: Hashable {
    let column: String
    let ids: [String]
    /// Whether others may fail as well.
    let areSome: Bool
    /// Whether periods in which they do not lie read them as well.
    var areReadByOthers = false

    /// As many are named.
    static let most = 5
    private static let longest = 60

    /// What is said where no row was found.
    static let unknown =
        "a view or a value in the source cannot be computed; read the relation by hand to find the row, and mend it"

    /// What mends it.
    static let mending = "mend what the row has there, or the view"

    /// Where it fails.
    var place: String {
        let shown = ids.map { "'\($0.count > Self.longest ? $0.prefix(Self.longest) + "…" : $0)'" }
        return "it fails at \(column) \(shown.joined(separator: ", "))" + (areSome ? " and perhaps at others" : "")
            + (areReadByOthers ? ", which other periods read too" : "")
    }
}
