import Postgres

/// How rows of a table are found by a column that places them in a period.
struct TimeColumn {
    let name: String
    let hasBTree: Bool
    let hasBRIN: Bool
    /// How well the rows lie in its order, of large partitions in the one where they do so least: 0 to 1.
    let correlation: Double
    /// Whether the table, or most of it by partitions, is large enough for the planner to take BRIN.
    let isLarge: Bool
    let isPartitionKey: Bool
    /// Whether ANALYZE has never run.
    let isUnknown: Bool

    init(_ row: PostgresRow) throws {
        (name, hasBTree, hasBRIN, correlation, isLarge, isPartitionKey, isUnknown) = try row.decode(
            String.self, Bool.self, Bool.self, Double.self, Bool.self, Bool.self, Bool.self)
    }

    /// BRIN knows the least and the greatest of neighbouring rows, which says something only where neighbours are alike.
    private var isInOrder: Bool { correlation >= 0.9 }

    private var suitsBRIN: Bool { isLarge && isInOrder }

    private var isCovered: Bool { hasBTree || hasBRIN && suitsBRIN }

    /// Share of the rows above which a full scan is as fast as an index: docs/performance.md, "Indexes and partitions".
    ///
    /// Rows in no order lie on as many pages as there are rows.
    static func largeShare(_ columns: [TimeColumn]) -> Double { columns.allSatisfy(\.isInOrder) ? 0.1 : 0.03 }

    /// That a table is read whole for a small part of it; nil where it is not.
    ///
    /// A row counts where any of its times lies in the period, so that each of them has to be covered.
    ///
    /// - Parameters:
    ///   - columns: all that place rows of the table in a period.
    ///   - share: of the rows, that a month has.
    static func finding(
        _ columns: [TimeColumn], of relation: String, in schema: String, rows: Int, share: Double
    ) -> SourceCheck.Finding? {
        let missing = columns.filter { !$0.isCovered }
        // Partitions leave out what lies outside them only where nothing else counts a row in.
        guard !missing.isEmpty, !(columns.count == 1 && columns[0].isPartitionKey) else { return nil }
        let table = "\(schema).\(relation)"
        let percent = share < 0.01 ? "less than 1%" : "\(Int((share * 100).rounded()))%"
        var finding =
            "\(table) has no usable index on \(Self.list(missing)): all its \(rows) rows are read for a month, which is \(percent) of them"
        let useless = missing.filter(\.hasBRIN)
        if !useless.isEmpty {
            let reason =
                useless.allSatisfy(\.isInOrder)
                ? "the table, or most of its partitions, is too small" : "rows do not lie in that order"
            finding += "; BRIN does not help by \(Self.list(useless)), because \(reason)"
        }
        if let key = columns.first(where: \.isPartitionKey) {
            finding += "; partitions by \(key.name) leave nothing out, because rows count by other times as well"
        }
        var advice = missing.map { "CREATE INDEX ON \(table) (\($0.name))" }.joined(separator: "; ")
        if missing.count > 1 || columns.count > missing.count {
            advice += "; one alone is of no use, a row counts by any of \(Self.list(columns))"
        }
        if missing.allSatisfy(\.suitsBRIN) {
            advice +=
                "; or, far smaller and nearly as good: CREATE INDEX ON \(table) USING brin (\(missing.map(\.name).joined(separator: ", ")))"
        }
        return .init(relation: relation, isFault: false, finding: finding, advice: advice)
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func list(_ columns: [TimeColumn]) -> String {
        let names = columns.map(\.name)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) and \(last)"
    }
}
