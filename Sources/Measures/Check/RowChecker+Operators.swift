extension RowChecker {
    mutating func negation(_ operand: Syntax) -> RowValue? {
        guard let value = value(operand) else { return nil }
        if case .number(let number) = value { return .number(-number) }
        note("- takes a number; \(operand.source) is \(value.typeName)", at: operand.offset)
        return nil
    }

    mutating func arithmetic(_ operation: Arithmetic, _ left: Syntax, _ right: Syntax, at offset: Int) -> RowValue? {
        let operands = (value(left), value(right))
        guard let leftValue = operands.0, let rightValue = operands.1 else { return nil }
        if case .number(let a) = leftValue, case .number(let b) = rightValue {
            switch operation {
            case .plus: return .number(a + b)
            case .minus: return .number(a - b)
            case .times: return .number(a * b)
            case .over:
                if let quotient = a.rowQuotient(by: b) { return .number(quotient) }
                note("\(right.source) is 0, and nothing can be divided by it", at: right.offset)
                return nil
            }
        }
        if let value = Self.timeArithmetic(operation, leftValue, rightValue) { return value }
        note(
            """
            cannot compute \(left.source) \(operation.rawValue) \(right.source): \
            \(left.source) is \(leftValue.typeName), \(right.source) is \(rightValue.typeName)
            """, at: offset)
        return nil
    }

    /// Intervals of points in time and of each other; a day between two dates has 24 hours whatever the zone.
    private static func timeArithmetic(_ operation: Arithmetic, _ left: RowValue, _ right: RowValue) -> RowValue? {
        switch (operation, left, right) {
        case (.plus, .interval(let a), .interval(let b)): .interval("\(a.operand) + \(b.operand)")
        case (.minus, .interval(let a), .interval(let b)): .interval("\(a.operand) - \(b.operand)")
        case (.plus, .interval(let interval), let time): time.instant.map { .instant($0.moved("+", by: interval)) }
        case (.plus, let time, .interval(let interval)): time.instant.map { .instant($0.moved("+", by: interval)) }
        case (.minus, let time, .interval(let interval)): time.instant.map { .instant($0.moved("-", by: interval)) }
        case (.minus, .date(let a), .date(let b)):
            .interval(.call("make_interval", "days => \(a.finite.operand) - \(b.finite.operand)"))
        case (.minus, let a, let b):
            if let a = a.instant, let b = b.instant {
                .interval(
                    SQL.difference(a.finite, b.finite)
                        .neverNull(if: a.finite.isNeverNull && b.finite.isNeverNull))
            } else {
                nil
            }
        default: nil
        }
    }

    mutating func comparison(_ comparison: Comparison, _ left: Syntax, _ right: Syntax, at offset: Int) -> RowValue? {
        let isOrder = comparison != .equal && comparison != .unequal
        guard let comparands = comparands([left, right], areOrdered: isOrder, at: offset) else { return nil }
        guard comparands.hasOrder || !isOrder else {
            note("\(comparison.rawValue) does not compare conditions; = and <> do", at: offset)
            return nil
        }
        let sign = SQL(stringLiteral: comparison.rawValue)
        return .condition("\(comparands.terms[0].operand) \(sign) \(comparands.terms[1].operand)")
    }

    mutating func membership(_ operand: Syntax, in list: [Syntax], negated: Bool, at offset: Int) -> RowValue? {
        guard let terms = comparands([operand] + list, areOrdered: false, at: offset)?.terms else { return nil }
        let sign: SQL = negated ? "not in" : "in"
        return .condition("\(terms[0].operand) \(sign) (\(Array(terms.dropFirst()).joined(by: ", ")))")
    }

    /// Whatever is wrong with any of them is noted.
    private mutating func comparands(
        _ operands: [Syntax], areOrdered: Bool, at offset: Int
    ) -> RowValue.Comparands? {
        let values = operands.map { value($0) }
        guard let first = values[0] else { return nil }
        for (operand, other) in zip(operands, values).dropFirst() {
            guard let other, RowValue.comparands([first, other]) == nil else { continue }
            note(
                """
                cannot compare \(operands[0].source) with \(operand.source): \
                \(operands[0].source) is \(first.typeName), \(operand.source) is \(other.typeName)
                """, at: offset)
            return nil
        }
        let known = values.compactMap(\.self)
        return known.count == values.count ? RowValue.comparands(known, areOrdered: areOrdered) : nil
    }

    mutating func like(_ operand: Syntax, _ pattern: String, negated: Bool) -> RowValue? {
        guard let value = value(operand) else { return nil }
        guard case .text(let text) = value else {
            note("like takes text; \(operand.source) is \(value.typeName)", at: operand.offset)
            return nil
        }
        let sign: SQL = negated ? "not like" : "like"
        return .condition("\(text.operand) \(sign) \(SQL.text(pattern))")
    }

    /// The value behind the first condition that holds; unknown conditions do not.
    mutating func choice(_ cases: [(when: Syntax, then: Syntax)], else last: Syntax?, at offset: Int) -> RowValue? {
        let conditions = cases.map { condition($0.when, for: "when") }
        let choices = cases.map(\.then) + [last].compactMap(\.self)
        let values = choices.map { value($0) }
        let (holding, known) = (conditions.compactMap(\.self), values.compactMap(\.self))
        guard holding.count == conditions.count, known.count == values.count else { return nil }
        if let value = RowValue.chosen(known, where: holding) { return value }
        let types = zip(choices, known).map { "\($0.source) is \($1.typeName)" }.joined(separator: ", ")
        note("case takes values of one type: \(types)", at: offset)
        return nil
    }

    mutating func junction(_ junction: Junction, _ left: Syntax, _ right: Syntax) -> RowValue? {
        let operands = (condition(left, for: junction.rawValue), condition(right, for: junction.rawValue))
        guard let a = operands.0, let b = operands.1 else { return nil }
        let word: SQL = junction == .and ? "and" : "or"
        return .condition("\(a.operand) \(word) \(b.operand)")
    }
}
