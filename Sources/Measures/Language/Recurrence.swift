/// Whether another row of its relation comes soon before a row, or soon after it: a column that the statement makes before it measures.
///
/// The rows beyond the period count too, and those of other people: a customer's trouble is the same whoever saw to it.
struct Recurrence: Hashable, Sendable {
    enum Direction: Hashable, Sendable {
        /// The row is the one that comes again.
        case back
        /// Another comes again after the row.
        case ahead
    }

    let direction: Direction
    /// Within how many days of 24 hours.
    let days: Int
    /// The columns in which both rows are equal; NULL is equal to nothing.
    let columns: [SQL]
    /// The column that says when a row was.
    let at: SQL

    /// The column's name; the same for the same question.
    var name: SQL {
        let function: Function = direction == .back ? .repeated : .repeatedAfter
        return .name("\(function.rawValue)_\(Self.hash(of: "\(days)" + ([at] + columns).map(\.text).joined()))")
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
        let rows: SQL = "partition by \(columns.joined(by: ", ")) order by \(at)"
        let span = SQL(stringLiteral: "interval '\(days * 24) hours'")
        let isSoon: SQL =
            switch direction {
            case .back: "\(at) <= lag(\(at)) over (\(rows)) + \(span)"
            // Of rows of the same time none comes after another.
            case .ahead: "min(\(at)) over (\(rows) groups between 1 following and 1 following) <= \(at) + \(span)"
            }
        return "case when \(known) then coalesce(\(isSoon), false) end"
    }

    /// The relation with a column more for each of what measures ask of other rows.
    ///
    /// Of the rows beyond the period it holds those alone that can be near enough to one in it: the others tell nothing, and there
    /// may be years of them.
    static func source(_ relation: SourceRelation, in schema: String, of measures: [CheckedMeasure]) -> SQL {
        let distinct = measures.flatMap(\.recurrences).uniqued
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
    /// Whether the row lies in the period, or as near before or after it as the measure looks.
    fileprivate var isWithinReach: SQL {
        func farthest(_ direction: Recurrence.Direction) -> Int {
            recurrences.filter { $0.direction == direction }.map(\.days).max() ?? 0
        }
        guard !recurrences.isEmpty else { return isInPeriod }
        let back = definition.isAsOfEnd ? nil : farthest(.back)
        return atType.isInPeriod(at, reachingBack: back, ahead: farthest(.ahead)) ?? "false"
    }
}
