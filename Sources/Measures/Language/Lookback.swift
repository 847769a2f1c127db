/// Whether a row comes soon after another of its relation: a column that the statement makes before it measures.
///
/// The rows before the period count too, and those of other people: a customer's trouble is the same whoever saw to it first.
struct Lookback: Hashable, Sendable {
    /// Within how many days of 24 hours.
    let days: Int
    /// The columns in which both rows are equal; NULL is equal to nothing.
    let columns: [SQL]
    /// The column that says when a row was.
    let at: SQL

    /// The column's name; the same for the same question.
    var name: SQL {
        .name("repeated_\(Self.hash(of: "\(days)" + ([at] + columns).map(\.text).joined()))")
    }

    /// A short name for a long text.
    ///
    /// FNV-1a: names of columns would not fit, and Swift's own hashes differ from run to run.
    static func hash(of text: String) -> String {
        let hash = text.utf8.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    private var value: SQL {
        let known = SQL.conjunction(columns.map { "\($0) is not null" })
        let before: SQL = "lag(\(at)) over (partition by \(columns.joined(by: ", ")) order by \(at))"
        let span = SQL(stringLiteral: "interval '\(days * 24) hours'")
        return "case when \(known) then coalesce(\(at) <= \(before) + \(span), false) end"
    }

    /// The relation with a column more for each of what measures look back for.
    ///
    /// Of the rows before the period it holds those alone that can be near enough to one in it: the others tell nothing, and there
    /// may be years of them.
    static func source(_ relation: SourceRelation, in schema: String, of measures: [CheckedMeasure]) -> SQL {
        let distinct = measures.flatMap(\.lookbacks).uniqued
        guard !distinct.isEmpty else { return relation.qualified(in: schema) }
        let columns = distinct.map { "\($0.value) as \($0.name)" as SQL }
        let reached = SQL.disjunction(measures.map(\.isWithinReach).uniqued)
        return """
            (select *, \(columns.joined(by: ", ")) from \(relation.qualified(in: schema)) where \(reached)) \
            as \(SQL.name(relation.name))
            """
    }
}

extension CheckedMeasure {
    /// Whether the row lies in the period, or so soon before it as the measure looks back.
    fileprivate var isWithinReach: SQL {
        guard !definition.isAsOfEnd else { return isInPeriod }
        return lookbacks.map(\.days).max().flatMap { atType.isInPeriod(at, reachingBack: $0) } ?? isInPeriod
    }
}
