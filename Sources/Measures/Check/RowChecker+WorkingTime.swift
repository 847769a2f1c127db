import Exact

extension RowChecker {
    /// The working time from one to the other; unknown where the second lies before the first.
    mutating func working(
        from start: RowValue, to end: RowValue, _ arguments: [Syntax], at offset: Int
    ) -> RowValue? {
        guard let start = start.instant?.sql.operand, let end = end.instant?.sql.operand else {
            let types = zip(arguments, [start, end]).map { "\($0.source) is \($1.typeName)" }.joined(separator: ", ")
            note("working takes two points in time, the earlier first: \(types)", at: offset)
            return nil
        }
        let isPossible: SQL = "\(end) >= \(start)"
        let worked: SQL = "\(SQL.working(.clock, of: end).operand) - \(SQL.working(.clock, of: start).operand)"
        // What lies between the two is known of then as well.
        let isKnown = SQL.conjunction([isPossible, .working(.isSince, of: start), .working(.isUntil, of: end)])
        return .interval(
            SQL.value(worked, where: isPossible).short.witnessed(by: SQL.value("true", where: isKnown)))
    }

    /// When so many working hours have passed since a time.
    mutating func due(_ start: RowValue, after hours: RowValue, _ arguments: [Syntax]) -> RowValue? {
        guard let start = start.instant?.sql.operand else {
            note(
                "due takes a point in time first; \(arguments[0].source) is \(start.typeName)", at: arguments[0].offset)
            return nil
        }
        guard case .number(let hours) = hours else {
            note(
                "due takes a number of working hours behind the point in time; \(arguments[1].source) is \(hours.typeName)",
                at: arguments[1].offset)
            return nil
        }
        // Where no work is to be done it is due at once, be it at night.
        let atOnce = SQL.value(
            start, where: .conjunction([.working(.isSince, of: start), .working(.isUntil, of: start)]))
        func due(after interval: SQL) -> SQL {
            .working(.time, of: "\(SQL.working(.clock, of: start)) + \(interval)")
        }
        guard let constant = hours.constant else {
            let bounds = [hours, Scaled(constant: .zero), Scaled(constant: Rational(Self.mostHours))]
            let terms = Scaled.aligned(bounds, for: .comparison).terms.map(\.operand)
            let microseconds = hours * Scaled(constant: Rational(3_600_000_000))
            let product = SQL.product([microseconds.term], microseconds.factor.numerator).operand
            let whole: SQL = "round(\(product) / \(SQL.number(microseconds.factor.denominator)))"
            let later = due(after: "(\(whole) || ' microseconds')::interval")
            let sql = SQL.value(
                later, where: "\(terms[0]) > \(terms[1]) and \(terms[0]) <= \(terms[2])",
                else: .value(atOnce, where: "\(terms[0]) = \(terms[1])"))
            return .instant(Moment(sql: sql, finite: sql))
        }
        guard constant >= .zero, constant <= Rational(Self.mostHours) else {
            note(
                "due takes from 0 to \(Self.mostHours) working hours, not \(arguments[1].source)",
                at: arguments[1].offset)
            return nil
        }
        let microseconds = (constant * Rational(3_600_000_000)).rounded(to: 0).normalized
        let sql =
            constant == .zero
            ? atOnce : due(after: SQL(stringLiteral: "interval '\(microseconds) microseconds'"))
        return .instant(Moment(sql: sql, finite: sql))
    }

    /// More working hours than anybody may take.
    private static let mostHours = 100_000
}
