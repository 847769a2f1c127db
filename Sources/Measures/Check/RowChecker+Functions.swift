import Exact

extension RowChecker {
    mutating func apply(_ function: Function, _ arguments: [Syntax], at offset: Int) -> RowValue? {
        let values = arguments.map { value($0) }
        if let flaw = function.flaw(ofArguments: arguments.count) {
            note(flaw, at: offset)
            return nil
        }
        let known = values.compactMap(\.self)
        // How it is written can be told without knowing the columns.
        let recurrence: RowValue? =
            switch function {
            case .repeated: self.recurrence(.back, by: function, arguments, at: offset)
            case .repeatedAfter: self.recurrence(.ahead, by: function, arguments, at: offset)
            default: nil
            }
        guard known.count == values.count else { return nil }
        return switch function {
        case .coalesce: joined(known, by: function, arguments, at: offset)
        case .least, .greatest: ordered(known, by: function, arguments, at: offset)
        case .abs: magnitude(known[0], arguments[0])
        case .hours, .minutes, .days: duration(known[0], by: function, arguments[0])
        case .elapsed: elapsed(from: known[0], to: known[1], arguments, at: offset)
        case .working: working(from: known[0], to: known[1], arguments, at: offset)
        case .due: due(known[0], after: known[1], arguments)
        case .repeated, .repeatedAfter: recurrence
        case .weekday, .hour: clock(known[0], by: function, arguments[0])
        }
    }

    /// The time from one to the other; unknown where the second lies before the first, which no clock that is right can say.
    private mutating func elapsed(
        from start: RowValue, to end: RowValue, _ arguments: [Syntax], at offset: Int
    ) -> RowValue? {
        func interval(_ value: SQL, where isPossible: SQL) -> RowValue {
            .interval(.cases([(isPossible, value)], else: nil))
        }
        if case .date(let start) = start, case .date(let end) = end {
            let (start, end) = (start.finite.operand, end.finite.operand)
            return interval(.call("make_interval", "days => \(end) - \(start)"), where: "\(end) >= \(start)")
        }
        if let start = start.instant?.finite.operand, let end = end.instant?.finite.operand {
            let isPossible: SQL = "\(end) >= \(start)"
            let passed = SQL.cases([(isPossible, "\(end) - \(start)")], else: nil)
            return .interval(passed.between(start, and: .cases([(isPossible, end)], else: nil)))
        }
        let types = zip(arguments, [start, end]).map { "\($0.source) is \($1.typeName)" }.joined(separator: ", ")
        note("elapsed takes two points in time or two dates, the earlier first: \(types)", at: offset)
        return nil
    }

    private mutating func joined(
        _ values: [RowValue], by function: Function, _ arguments: [Syntax], at offset: Int
    ) -> RowValue? {
        if let value = RowValue.joined(values, by: SQL(stringLiteral: function.rawValue)) { return value }
        let types = zip(arguments, values).map { "\($0.source) is \($1.typeName)" }.joined(separator: ", ")
        note("\(function) takes values of one type: \(types)", at: offset)
        return nil
    }

    private mutating func ordered(
        _ values: [RowValue], by function: Function, _ arguments: [Syntax], at offset: Int
    ) -> RowValue? {
        if case .condition = values[0] {
            note("\(function) takes what has an order; \(arguments[0].source) is a condition", at: arguments[0].offset)
            return nil
        }
        return joined(values, by: function, arguments, at: offset)
    }

    /// Whether the row comes within some days of another that is equal to it in some columns, or such a one after it.
    private mutating func recurrence(
        _ direction: Recurrence.Direction, by function: Function, _ arguments: [Syntax], at offset: Int
    ) -> RowValue? {
        let columns = arguments.dropFirst().compactMap { argument -> SQL? in
            if case .column(let name) = argument.node { .name(name) } else { nil }
        }
        guard case .number(let written) = arguments[0].node, let days = Int("\(written.normalized)"),
            (1...3660).contains(days), columns.count == arguments.count - 1
        else {
            note(function.recurrenceUsage, at: offset)
            return nil
        }
        let recurrence = Recurrence(direction: direction, days: days, columns: columns, at: .name(at))
        recurrences.append(recurrence)
        return .condition(recurrence.name)
    }

    /// The day of the week, of which Monday is the first, or the hour of the day, in the zone of the period.
    private mutating func clock(_ value: RowValue, by function: Function, _ argument: Syntax) -> RowValue? {
        func number(_ field: SQL, of time: SQL) -> RowValue {
            .number(Scaled(.one, .integer(("extract(\(field) from \(time.operand))" as SQL).cast(to: "int4"))))
        }
        switch value {
        case .instant(let moment):
            return number(function == .hour ? "hour" : "isodow", of: Moment.local(moment.finite))
        case .date(let moment) where function == .weekday: return number("isodow", of: moment.finite)
        default:
            let taken = function == .hour ? "a point in time" : "a point in time or a date"
            note("\(function) takes \(taken); \(argument.source) is \(value.typeName)", at: argument.offset)
            return nil
        }
    }

    private mutating func magnitude(_ value: RowValue, _ argument: Syntax) -> RowValue? {
        if case .number(let number) = value { return .number(number.magnitude) }
        note("abs takes a number; \(argument.source) is \(value.typeName)", at: argument.offset)
        return nil
    }

    private mutating func duration(_ value: RowValue, by function: Function, _ argument: Syntax) -> RowValue? {
        if case .interval(let sql) = value, let seconds = function.seconds {
            return .number(Scaled(.one, .seconds(of: sql)) * Scaled(constant: .one.divided(by: .init(seconds)) ?? .one))
        }
        note(
            "\(function) takes an interval, such as one point in time minus another; \(argument.source) is \(value.typeName)",
            at: argument.offset)
        return nil
    }
}
