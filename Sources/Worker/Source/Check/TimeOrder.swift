import Measures

/// Times of a ticket that cannot lie before the one when it was opened.
///
/// They do where clocks go wrong and where people fill them in, and a mean of differences is then better than the truth.
enum TimeOrder {
    static let relation = "ticket"
    static let first = "opened_at"
    private static let later = ["first_response_at", "resolved_at", "closed_at"]

    /// Those that a relation has and that may be read: nothing rests on them, so that rights to them are not asked for.
    static func later(in relation: SourceRelation) -> [String] {
        func isThere(_ column: String) -> Bool { relation.column(column) != nil && !relation.spared.contains(column) }
        return isThere(first) ? later.filter(isThere) : []
    }

    /// How many rows of a period say what cannot be; nil where that cannot be told of the relation.
    ///
    /// - Parameter at: the column that places a row in the period.
    static func measure(by at: String, in catalog: SourceCatalog) -> CheckedMeasure? {
        guard let columns = catalog.relations[relation].map(later(in:)), !columns.isEmpty else { return nil }
        let isDisordered = columns.map { "\($0) < \(first)" }.joined(separator: " or ")
        return try? CheckedMeasure.check(
            MeasureDefinition(from: relation, at: at, filter: nil, value: "count(\(isDisordered))"), in: catalog
        ).get()
    }

    /// What is said of so many of them.
    static func finding(_ rows: Int64) -> String {
        """
        \(rows) \(rows == 1 ? "row of ticket was" : "rows of ticket were") answered, resolved or closed before being opened; \
        elapsed(…) in a measure leaves such times out, a difference of times counts them as less than nothing; \
        merit source check says which columns
        """
    }
}
