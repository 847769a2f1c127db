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

extension RowValue {
    /// Values of one type, as SQL compares them.
    struct Comparable {
        let terms: [SQL]
        /// Whether one is less than another.
        let hasOrder: Bool
    }

    /// Values brought to one type in which SQL compares them; dates and points in time become points in time.
    ///
    /// Texts are compared byte by byte, whatever collation a column has.
    ///
    /// - Returns: nil where their types differ.
    static func comparable(_ values: [RowValue]) -> Comparable? {
        let sql = values.map(\.sql)
        switch values.first {
        case .number:
            let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
            guard numbers.count == values.count else { return nil }
            return Comparable(terms: Scaled.aligned(numbers, for: .comparison).terms, hasOrder: true)
        case .text:
            guard values.allSatisfy({ if case .text = $0 { true } else { false } }) else { return nil }
            let bytewise: SQL = "\(sql[0].operand) collate \"C\""
            return Comparable(terms: [bytewise.atomic] + sql.dropFirst(), hasOrder: true)
        case .condition:
            guard values.allSatisfy({ if case .condition = $0 { true } else { false } }) else { return nil }
            return Comparable(terms: sql, hasOrder: false)
        case .interval:
            guard values.allSatisfy({ if case .interval = $0 { true } else { false } }) else { return nil }
            return Comparable(terms: sql.map { .epoch($0) }, hasOrder: true)
        case .date, .instant:
            if values.allSatisfy({ if case .date = $0 { true } else { false } }) {
                return Comparable(terms: sql, hasOrder: true)
            }
            let instants = values.compactMap(\.instant)
            return instants.count == values.count ? Comparable(terms: instants.map(\.sql), hasOrder: true) : nil
        case nil: return nil
        }
    }

    /// Joins values of one type by a function that yields one of them, such as `coalesce`.
    ///
    /// - Returns: nil where their types differ.
    static func joined(_ values: [RowValue], by function: SQL) -> RowValue? {
        func call(_ terms: [SQL]) -> SQL { ("\(function)(\(terms.joined(by: ", ")))" as SQL).atomic }
        func call(_ moments: [Moment]) -> Moment {
            Moment(sql: call(moments.map(\.sql)), finite: call(moments.map(\.finite)))
        }
        guard let comparable = comparable(values) else { return nil }
        switch values.first {
        case .number:
            let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
            let (factor, terms) = Scaled.aligned(numbers)
            return .number(Scaled(factor, .numeric(call(terms))))
        case .text: return .text(call(comparable.terms))
        case .condition: return .condition(call(comparable.terms))
        case .interval: return .interval(call(values.map(\.sql)))
        case .date, .instant:
            let dates = values.compactMap { if case .date(let moment) = $0 { moment } else { nil } }
            return dates.count == values.count ? .date(call(dates)) : .instant(call(values.compactMap(\.instant)))
        case nil: return nil
        }
    }
}
