extension SecondOpinion {
    /// Writes measures by chance.
    struct Writer {
        var dice: Dice
        let shape: Shape

        /// Columns by which the rows of a measure are told apart; none where it is no mean of rows, and of others.
        mutating func mix(of measure: WrittenMeasure) -> [String] {
            guard measure.value.isMeanOfRows, !shape.kinds.isEmpty, dice.happens(60) else { return [] }
            return Array(dice.shuffled(shape.kinds).prefix(dice.number(1...2)))
        }

        /// A whole measure: what it reads, which rows count, and what is computed.
        mutating func measure() -> WrittenMeasure {
            let filter = dice.happens(40) ? condition(depth: 2) : nil
            return WrittenMeasure(relation: shape.relation, at: dice.pick(shape.at), filter: filter, value: value())
        }

        /// One of the newer words, written where it may stand.
        mutating func latelyAdded() -> ValueExpression {
            let texts = shape.texts.isEmpty ? nil : dice.pick(shape.texts)
            switch dice.number(0...4) {
            case 0:
                let countable = shape.texts + shape.flags + shape.numbers
                return .aggregate(.distinct(dice.pick(countable)))
            case 1 where texts != nil:
                let pattern = dice.pick(["%", "res%", "_esolved", "%o%", "中_", "it's", "", "%s"])
                return .aggregate(.share(.like(texts ?? "", pattern, negated: dice.happens(30))))
            case 2 where !shape.instants.isEmpty:
                return .aggregate(.average(.weekday(.column(dice.pick(shape.instants)))))
            case 3 where shape.relation == "ticket":
                return .aggregate(.median(.hour(.column(dice.pick(shape.instants)))))
            default:
                let cases = (1...dice.number(1...3)).map { _ in (when: condition(depth: 1), then: number(depth: 1)) }
                let last = dice.happens(60) ? number(depth: 1) : nil
                let chosen = NumberExpression.choice(cases, else: last)
                return .aggregate(
                    dice.happens(50) ? .average(chosen) : .share(.number(number(depth: 0), .atMost, chosen)))
            }
        }

        /// Whether rows are followed by others like them; nil of a relation whose rows have nothing in common.
        mutating func recurrence(at: String) -> ValueExpression? {
            let columns = shape.texts + shape.flags
            guard !columns.isEmpty else { return nil }
            let chosen = Array(dice.shuffled(columns).prefix(dice.number(1...2)))
            let comesBack = Condition.comesBack(days: dice.pick([1, 2, 5, 14, 40]), columns: chosen, at: at)
            return .aggregate(dice.happens(50) ? .share(comesBack) : .count(.and(comesBack, condition(depth: 1))))
        }

        private mutating func value() -> ValueExpression {
            if dice.happens(45) { return .aggregate(aggregate()) }
            return switch dice.number(0...8) {
            case 0: .sum(.aggregate(aggregate()), .product(.constant(constant()), .aggregate(aggregate())))
            case 1: .difference(.aggregate(aggregate()), .aggregate(aggregate()))
            case 2: .quotient(.product(.constant(100), .aggregate(aggregate())), .aggregate(aggregate()))
            case 3: .quotient(.aggregate(aggregate()), .sum(.aggregate(aggregate()), .aggregate(aggregate())))
            case 4: .coalesce([.quotient(.aggregate(aggregate()), .aggregate(aggregate())), .aggregate(aggregate())])
            case 5: .difference(.constant(100), .aggregate(mean()))
            case 6: .quotient(.product(.aggregate(mean()), .constant(constant())), .constant(constant()))
            case 7: .magnitude(.difference(.aggregate(aggregate()), .constant(constant())))
            default:
                .sum(.negated(.aggregate(aggregate())), .coalesce([.aggregate(aggregate()), .constant(constant())]))
            }
        }

        private mutating func aggregate() -> Aggregate {
            switch dice.number(0...10) {
            case 0: .rows
            case 1: .count(condition(depth: 2))
            case 2, 3: .share(condition(depth: 2))
            case 4: .sum(number(depth: 2))
            case 5, 6: .average(number(depth: 2))
            case 7: dice.happens(50) ? .least(number(depth: 1)) : .greatest(number(depth: 1))
            case 8: .median(number(depth: 1))
            case 9: .percentile(percent(), number(depth: 1))
            default: .recommendation(number(depth: 0))
            }
        }

        private mutating func mean() -> Aggregate {
            dice.happens(50) ? .share(condition(depth: 2)) : .average(number(depth: 2))
        }

        private mutating func percent() -> Fraction {
            Fraction(dice.pick(["0", "100", "50", "90", "12.5", "33.333333", "\(dice.number(1...99))"])) ?? 0
        }

        /// Never 0.
        private mutating func constant() -> Fraction {
            Fraction(dice.pick(["1", "2", "3", "7", "0.5", "1.25", "100", "0.003", "24"])) ?? 1
        }

        private mutating func leaf() -> NumberExpression {
            if !shape.numbers.isEmpty && dice.happens(60) || shape.instants.isEmpty {
                return .column(dice.pick(shape.numbers))
            }
            return .duration(dice.pick(Unit.allCases), interval())
        }

        private mutating func interval() -> IntervalExpression {
            let ends = (from: instant(), to: InstantExpression.column(dice.pick(shape.instants)))
            let first: IntervalExpression =
                switch dice.number(1...100) {
                case 1...30: .elapsed(ends.from, ends.to)
                case 31...55: .working(ends.from, ends.to)
                default: .between(ends.from, ends.to)
                }
            return dice.happens(20) ? .sum(first, .between(.periodStart, .column(dice.pick(shape.instants)))) : first
        }

        private mutating func instant() -> InstantExpression {
            switch dice.number(0...5) {
            case 0: .periodStart
            case 1: .periodEnd
            case 2: .coalesce(.column(dice.pick(shape.instants)), .periodEnd)
            default: .column(dice.pick(shape.instants))
            }
        }

        private mutating func number(depth: Int) -> NumberExpression {
            guard depth > 0, dice.happens(70) else { return leaf() }
            return switch dice.number(0...9) {
            case 0: .sum(number(depth: depth - 1), number(depth: depth - 1))
            case 1: .difference(.constant(constant()), number(depth: depth - 1))
            case 2: .product(number(depth: depth - 1), number(depth: depth - 1))
            case 3: .quotient(number(depth: depth - 1), number(depth: depth - 1))
            case 4: .quotient(number(depth: depth - 1), .constant(constant()))
            case 5: .quotient(.constant(constant()), number(depth: depth - 1))
            case 6: .magnitude(.negated(number(depth: depth - 1)))
            case 7: .least([number(depth: depth - 1), .constant(constant())])
            case 8: .greatest([number(depth: depth - 1), leaf()])
            default: .coalesce([number(depth: depth - 1), leaf(), .constant(constant())])
            }
        }

        private mutating func condition(depth: Int) -> Condition {
            guard depth > 0, dice.happens(60) else { return test() }
            return switch dice.number(0...3) {
            case 0: .not(condition(depth: depth - 1))
            case 1: .or(condition(depth: depth - 1), condition(depth: depth - 1))
            default: .and(condition(depth: depth - 1), condition(depth: depth - 1))
            }
        }

        private mutating func test() -> Condition {
            let comparison = dice.pick(Comparison.allCases)
            let columns = shape.numbers + shape.flags + shape.texts + shape.instants
            switch dice.number(0...6) {
            case 0 where !shape.flags.isEmpty: return .flag(dice.pick(shape.flags))
            case 1 where !shape.flags.isEmpty: return .flagIs(dice.pick(shape.flags), dice.happens(50))
            case 2 where !shape.texts.isEmpty:
                return .text(dice.pick(shape.texts), dice.pick([.equal, .unequal]), dice.pick(Shape.texts))
            case 3 where !shape.texts.isEmpty:
                let among = [dice.pick(Shape.texts), dice.pick(Shape.texts)]
                return .textAmong(dice.pick(shape.texts), among, negated: dice.happens(50))
            case 4 where !shape.instants.isEmpty:
                return .instant(.column(dice.pick(shape.instants)), comparison, instant())
            case 5: return .isNull(dice.pick(columns), negated: dice.happens(50))
            case 6: return .numberAmong(leaf(), [constant(), constant(), 4], negated: dice.happens(50))
            default: return .number(number(depth: 1), comparison, .constant(constant()))
            }
        }
    }

    /// A measure as a template writes it, with its own way to be computed.
    struct WrittenMeasure: Sendable {
        let relation: String
        let at: String
        let filter: Condition?
        var value: ValueExpression
        var isAsOfEnd = false
        var onePer: OnePer?
        var credit: String?
        var isOfDepartment = false

        var measure: Measure {
            var measure = Measure(
                relation, at: at,
                where: { row, period in filter.map { $0.value(row, period) } ?? true },
                find: { rows, period in value.find(in: rows, period) })
            measure.isAsOfEnd = isAsOfEnd
            measure.onePer = onePer
            measure.credit = credit
            measure.isOfDepartment = isOfDepartment
            return measure
        }
    }
}
