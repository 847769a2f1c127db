/// What an expression is for one row.
enum RowValue: Hashable, Sendable {
    case number(Scaled)
    case text(SQL)
    case condition(SQL)
    case instant(Moment)
    case date(Moment)
    case interval(SQL)
}

extension RowValue {
    /// As messages call it.
    var typeName: String {
        switch self {
        case .number: "a number"
        case .text: "text"
        case .condition: "a condition"
        case .instant: "a point in time"
        case .date: "a date"
        case .interval: "an interval"
        }
    }

    /// What `is null` and `coalesce` look at.
    var sql: SQL {
        switch self {
        case .number(let number): number.term.known
        case .text(let sql), .condition(let sql), .interval(let sql): sql
        case .instant(let moment), .date(let moment): moment.sql
        }
    }

    /// Whether it is known, where a look at a column tells.
    var isKnown: SQL? {
        switch self {
        case .number(let number): number.term.known.isNotNull
        case .text(let sql), .condition(let sql), .interval(let sql): sql.isNotNull
        case .instant(let moment), .date(let moment): moment.isKnown
        }
    }

    /// How long its SQL is.
    var length: Int {
        switch self {
        case .instant(let moment), .date(let moment): max(moment.sql.length, moment.finite.length)
        default: sql.length
        }
    }

    /// The point in time that an instant or the midnight of a date is.
    var instant: Moment? {
        switch self {
        case .instant(let moment): moment
        case .date(let moment): moment.midnight
        default: nil
        }
    }
}
