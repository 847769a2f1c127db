import Exact

extension ColumnType {
    /// What a column of this type is for a row; nil where the language cannot read it.
    ///
    /// NaN and infinity are unknown; a floating number is its shortest decimal; TheLanguage.md, "Numbers".
    ///
    /// - Parameter isFinite: true if NULL and infinite times are filtered out already.
    func value(of column: SQL, isFinite: Bool) -> RowValue? {
        switch self {
        case .smallint, .integer, .bigint: .number(Scaled(.one, .integer(column)))
        case .numeric:
            .number(number("case when \(column) > '-Infinity' and \(column) < 'Infinity' then \(column) end"))
        case .float:
            .number(
                number(
                    """
                    case when \(column) in ('NaN', 'Infinity', '-Infinity') then null else \(column)::text::numeric end
                    """))
        case .text: .text(column)
        case .looseText: .text(("\(column) collate \"C\"" as SQL).atomic)
        case .castText: .text(column.cast(to: "text"))
        case .boolean: .condition(column)
        case .timestamptz: .instant(Moment(column: column, isFinite: isFinite))
        case .timestamp: .instant(Moment(column: column, isFinite: isFinite, converted: Moment.local))
        case .date: .date(Moment(column: column, isFinite: isFinite))
        case .interval: .interval(("case when isfinite(\(column)) then \(column) end" as SQL).atomic.withMonths)
        case .unsupported: nil
        }
    }

    private func number(_ guarded: SQL) -> Scaled { Scaled(.one, .numeric(guarded.atomic)) }

    /// Whether a column of this type lies in the period, so that an index on it can be used; nil where it is no time.
    func isInPeriod(_ column: SQL) -> SQL? {
        switch self {
        case .timestamptz: "\(column) >= $1 and \(column) < $2"
        // Compared without a zone, like a date: on a day whose midnight is skipped, $1 converts to no local midnight.
        case .timestamp, .date: "\(column) >= $3 and \(column) < $4"
        default: nil
        }
    }

    /// The same, or in any time before.
    func isInPeriod(_ column: SQL, toEnd: Bool) -> SQL? {
        guard toEnd else { return isInPeriod(column) }
        return switch self {
        case .timestamptz: "\(column) > '-infinity' and \(column) < $2"
        case .timestamp, .date: "\(column) > '-infinity' and \(column) < $4"
        default: nil
        }
    }

    /// How much of a row is whose: all of it where nobody says; nil where it is no number.
    func credit(_ column: SQL) -> SQL? {
        guard case .number(let number) = value(of: column, isFinite: false) else { return nil }
        return .call("coalesce", number.term.numeric, "1")
    }

    /// The same, from so many days of 24 hours before the period, or where nobody says from any time, to so many after it.
    func isInPeriod(_ column: SQL, reachingBack back: Int?, ahead: Int) -> SQL? {
        func moved(_ edge: SQL, _ sign: SQL, by days: Int) -> SQL {
            days == 0 ? edge : "\(edge) \(sign) \(SQL(stringLiteral: "interval '\(days * 24) hours'"))"
        }
        let edges: (start: SQL, end: SQL)
        switch self {
        case .timestamptz: edges = ("$1", "$2")
        case .timestamp, .date: edges = ("$3", "$4")
        default: return nil
        }
        let start: SQL = back.map { ">= \(moved(edges.start, "-", by: $0))" } ?? "> '-infinity'"
        return "\(column) \(start) and \(column) < \(moved(edges.end, "+", by: ahead))"
    }

    /// As messages call it.
    var typeName: String {
        switch self {
        case .smallint, .integer, .bigint, .numeric, .float: "a number"
        case .text, .looseText, .castText: "text"
        case .boolean: "a condition"
        case .timestamptz, .timestamp: "a point in time"
        case .date: "a date"
        case .interval: "an interval"
        case .unsupported(let name): "of type \(name)"
        }
    }
}
