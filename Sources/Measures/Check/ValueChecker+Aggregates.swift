import Exact

extension ValueChecker {
    mutating func aggregate(_ aggregate: Aggregate, _ arguments: [Syntax], _ syntax: Syntax) -> Value? {
        row.aggregate = aggregate
        defer { row.aggregate = nil }
        if let flaw = aggregate.flaw(ofArguments: arguments.count) {
            row.note(flaw, at: syntax.offset)
            return nil
        }
        if let flaw = aggregate.flaw(ofCredited: arguments.last), credit != nil {
            row.note(flaw, at: syntax.offset)
            return nil
        }
        let place = operands.count
        operands.append(Operand(source: syntax.source, value: nil))
        guard let operand = arguments.last else {
            sample = nil
            return Value(ratio: Ratio(Scaled(.one, amount())), isInterval: false)
        }
        switch aggregate {
        case .count where operand.isDistinct: return distinct(operand, at: place)
        case .count, .share:
            guard let condition = row.condition(operand, for: aggregate.rawValue) else { return nil }
            operands[place] = Operand(source: syntax.source, value: .condition(condition))
            return aggregate == .count ? count(condition) : share(condition)
        case .sum, .avg, .min, .max, .median, .percentile, .nps:
            let rank = aggregate == .percentile ? rank(arguments[0]) : Rational(1).divided(by: Rational(2))
            guard let (value, number, isInterval) = measurable(operand, for: aggregate) else { return nil }
            operands[place] = Operand(source: syntax.source, value: value)
            guard let rank else { return nil }
            // Whoever is always known is counted with the rows, once for both.
            let known = SQL.aggregate("count", number.term.known.isNeverNull ? "*" : number.term.known)
            sample = aggregate == .sum ? nil : known
            if aggregate == .nps { return recommendation(number) }
            let ratio: Ratio =
                switch aggregate {
                case .avg where credit != nil:
                    Ratio(sum(number), over: amount(where: "\(number.term.known.operand) is not null"))
                case .avg: Ratio(sum(number), over: .integer(known), isGuarded: true)
                case .min: Ratio(percentile(.zero, number))
                case .max: Ratio(percentile(.one, number))
                case .median, .percentile: Ratio(percentile(rank, number))
                default: Ratio(sum(number))
                }
            return Value(
                ratio: ratio, isInterval: isInterval, mean: aggregate == .avg && credit == nil ? RowMean(number) : nil)
        }
    }

    /// How many different values are known.
    private mutating func distinct(_ operand: Syntax, at place: Int) -> Value? {
        guard let counted = operand.node.parts.first, let value = row.value(counted) else { return nil }
        let values: SQL
        switch value {
        case .number(let number): values = number.term.sql
        case .interval:
            row.note(
                "distinct tells numbers, texts, times and conditions apart; \(counted.source) is an interval",
                at: counted.offset)
            return nil
        case .text, .condition, .instant, .date: values = value.sql
        }
        operands[place] = Operand(source: operands[place].source, value: value)
        sample = nil
        return Value(ratio: Ratio(Scaled(.one, .integer(.aggregate(SQL.distinct, values)))), isInterval: false)
    }

    private mutating func count(_ condition: SQL) -> Value {
        sample = nil
        return Value(ratio: Ratio(Scaled(.one, amount(where: condition))), isInterval: false)
    }

    /// How many rows fulfil a condition, or how much of them is the person's.
    private func amount(where condition: SQL? = nil) -> Scaled.Term {
        guard let credit else { return .integer(.aggregate("count", "*", where: condition)) }
        return .numeric(.call("coalesce", .aggregate("sum", credit, where: condition), "0"))
    }

    /// Of the rows in which the condition is known, how many of a hundred fulfil it.
    private mutating func share(_ condition: SQL) -> Value {
        let known = SQL.aggregate("count", condition)
        sample = known
        let top = Scaled(Rational(100), amount(where: condition))
        guard credit == nil else {
            let all = amount(where: "\(condition.operand) is not null")
            return Value(ratio: Ratio(top, over: all), isInterval: false)
        }
        return Value(ratio: Ratio(top, over: .integer(known)), isInterval: false, mean: RowMean(ofChance: condition))
    }

    /// What can be added and ranked: a number, or an interval as its seconds.
    private mutating func measurable(
        _ operand: Syntax, for aggregate: Aggregate
    ) -> (value: RowValue, number: Scaled, isInterval: Bool)? {
        guard let value = row.value(operand) else { return nil }
        switch value {
        case .number(let number): return (value, number, false)
        case .interval(let interval) where aggregate != .nps: return (value, Scaled(.one, .seconds(of: interval)), true)
        default:
            let wanted = aggregate == .nps ? "a number" : "a number or an interval"
            row.note("\(aggregate) takes \(wanted); \(operand.source) is \(value.typeName)", at: operand.offset)
            return nil
        }
    }

    /// The first argument of `percentile`, out of 1.
    private mutating func rank(_ argument: Syntax) -> Rational? {
        guard let value = row.value(argument) else { return nil }
        let hundredth = BigDecimal(mantissa: 1, scale: 2)
        if case .number(let number) = value, let percent = number.constant, percent >= .zero, percent <= Rational(100),
            let decimal = percent.decimal?.normalized, decimal.scale <= 6
        {
            return (percent * Rational(hundredth)).reduced
        }
        row.note(
            "\(argument.source) is no number from 0 to 100 with at most 6 digits behind the point, which percentile takes first",
            at: argument.offset)
        return nil
    }

    /// Sums of intervals stay intervals, which PostgreSQL adds faster than numbers, and as exactly.
    private func sum(_ number: Scaled) -> Scaled {
        if let credit {
            return Scaled(
                number.factor, .numeric(.aggregate("sum", "\(credit.operand) * \(number.term.numeric.operand)")))
        }
        return switch number.term {
        case .seconds(let interval): Scaled(number.factor, .seconds(of: .aggregate("sum", interval)))
        case .integer(let sql): Scaled(number.factor, .integer(.aggregate("sum", sql)))
        case .one, .numeric: Scaled(number.factor, .numeric(.aggregate("sum", number.term.numeric)))
        }
    }

    /// Between its neighbours by where it stands among the known: at `rank × (n − 1)`, counted from 0.
    private func percentile(_ rank: Rational, _ number: Scaled) -> Scaled {
        // A negative factor turns the order round.
        let rank = number.isNegative ? (Rational.one - rank).reduced : rank
        let values = number.term.sql
        if rank == .zero { return Scaled(number.factor, number.term.extreme(.aggregate("min", values))) }
        if rank == .one { return Scaled(number.factor, number.term.extreme(.aggregate("max", values))) }
        let count = SQL.aggregate("count", values)
        let sorted = ("\(SQL.aggregate("array_agg", "\(values) order by \(values)").operand)" as SQL)
        let steps = SQL.number(rank.denominator)
        let position: SQL =
            rank.numerator == 1 ? "(\(count) - 1)" : "((\(count) - 1) * \(SQL.number(rank.numerator)))"
        let above = SQL.call("mod", position, steps)
        let low: SQL = "(\(sorted))[(\(position) / \(steps) + 1)::int]::numeric"
        let high: SQL = "(\(sorted))[least(\(position) / \(steps) + 2, \(count))::int]::numeric"
        return Scaled(
            number.factor * (Rational(1, over: rank.denominator) ?? .one),
            .numeric("\(low) * (\(steps) - \(above)) + \(high) * \(above)"))
    }

    /// Promoters (from 9 up) less detractors (below 7) of the scores from 0 to 10.
    private mutating func recommendation(_ score: Scaled) -> Value {
        func compared(to low: Int, _ high: Int) -> [SQL] {
            let bounds = [score, Scaled(constant: Rational(low)), Scaled(constant: Rational(high))]
            return Scaled.aligned(bounds, for: .comparison).terms
        }
        func between(_ low: Int, _ high: Int) -> SQL {
            let terms = compared(to: low, high)
            return "\(terms[0].operand) between \(terms[1]) and \(terms[2])"
        }
        let isPromoter = between(9, 10)
        let below = compared(to: 0, 7)
        let isDetractor: SQL = "\(below[0].operand) >= \(below[1]) and \(below[0].operand) < \(below[2])"
        let isKnown = between(0, 10)
        let known = SQL.aggregate("count", "*", where: isKnown)
        sample = known
        guard credit == nil else {
            let surplus: SQL = "\(amount(where: isPromoter).sql) - \(amount(where: isDetractor).sql)"
            let ratio = Ratio(Scaled(Rational(100), .numeric(surplus)), over: amount(where: isKnown))
            return Value(ratio: ratio, isInterval: false)
        }
        let promoters = SQL.aggregate("count", "*", where: isPromoter)
        let detractors = SQL.aggregate("count", "*", where: isDetractor)
        return Value(
            ratio: Ratio(Scaled(Rational(100), .integer("\(promoters) - \(detractors)")), over: .integer(known)),
            isInterval: false,
            mean: RowMean(
                ofPromoters: promoters, detractors: detractors,
                order: .value("\(score.isNegative ? "-" : "" as SQL)\(score.term.numeric.operand)", where: isKnown)))
    }
}

extension Aggregate {
    /// Why it cannot be of rows that weigh differently; nil where it can.
    fileprivate func flaw(ofCredited operand: Syntax?) -> String? {
        switch self {
        case .min, .max, .median, .percentile:
            "credit weighs rows, and \(self) takes one of them as it is; leave out credit"
        case .count where operand?.isDistinct ?? false:
            "credit weighs rows, and count(distinct …) counts values; leave out credit"
        case .count, .share, .sum, .avg, .nps: nil
        }
    }
}

extension Syntax {
    fileprivate var isDistinct: Bool { if case .distinct = node { true } else { false } }
}

extension Scaled.Term {
    /// The least or greatest of such terms, which is of their type.
    fileprivate func extreme(_ aggregate: SQL) -> Scaled.Term {
        switch self {
        case .one, .integer: .integer(aggregate)
        case .numeric, .seconds: .numeric(aggregate)
        }
    }
}
