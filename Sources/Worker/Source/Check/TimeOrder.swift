import Measures
import Store

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

    /// What such rows are.
    static let words = "answered, resolved or closed before being opened"

    static let advice = """
        elapsed(…) in a measure leaves such times out, a difference of times counts them as less than nothing; merit source check says \
        which columns
        """

    /// What is said of so many of them, where the rows themselves were not looked at.
    static func finding(_ rows: Int64) -> DataFinding {
        DataFinding(
            .impossibleTime, of: relation, "\(rows) \(rows == 1 ? "row" : "rows") of \(relation): \(words)", advice
        ).about(rows, of: nil)
    }
}
