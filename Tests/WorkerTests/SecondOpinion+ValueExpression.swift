extension SecondOpinion {
    /// What makes one number of many rows.
    enum Aggregate: Sendable {
        case rows
        case count(Condition)
        case share(Condition)
        case sum(NumberExpression)
        case average(NumberExpression)
        case least(NumberExpression)
        case greatest(NumberExpression)
        case median(NumberExpression)
        case percentile(Fraction, NumberExpression)
        case recommendation(NumberExpression)
        /// How many different values a column has.
        case distinct(String)
    }

    /// Arithmetic over aggregates, as text of the measure language and as a value of its own.
    indirect enum ValueExpression: Sendable {
        case aggregate(Aggregate)
        case constant(Fraction)
        case negated(ValueExpression)
        case sum(ValueExpression, ValueExpression)
        case difference(ValueExpression, ValueExpression)
        case product(ValueExpression, ValueExpression)
        case quotient(ValueExpression, ValueExpression)
        case magnitude(ValueExpression)
        case coalesce([ValueExpression])
    }
}

extension SecondOpinion.Aggregate {
    func find(in rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> SecondOpinion.Finding {
        if rows.contains(where: { $0.weight != nil }) { return weighed(rows, period) }
        func truths(_ condition: SecondOpinion.Condition) -> [Bool?] { rows.map { condition.value($0, period) } }
        func numbers(_ operand: SecondOpinion.NumberExpression) -> [SecondOpinion.Fraction?] {
            rows.map { operand.value($0, period) }
        }
        return switch self {
        case .rows: SecondOpinion.Finding(value: SecondOpinion.Fraction(rows.count))
        case .count(let condition): .count(truths(condition))
        case .share(let condition): .share(truths(condition))
        case .sum(let operand): .sum(numbers(operand))
        case .average(let operand): .average(numbers(operand))
        case .least(let operand): .least(numbers(operand))
        case .greatest(let operand): .greatest(numbers(operand))
        case .median(let operand): .percentile(50, numbers(operand))
        case .percentile(let percent, let operand): .percentile(percent, numbers(operand))
        case .recommendation(let operand): .recommendation(numbers(operand))
        case .distinct(let column):
            SecondOpinion.Finding(value: SecondOpinion.Fraction(Set(rows.compactMap { $0.known(column) }).count))
        }
    }

    var text: String {
        switch self {
        case .rows: "count()"
        case .count(let condition): "count(\(condition.text()))"
        case .share(let condition): "share(\(condition.text()))"
        case .sum(let operand): "sum(\(operand.text()))"
        case .average(let operand): "avg(\(operand.text()))"
        case .least(let operand): "min(\(operand.text()))"
        case .greatest(let operand): "max(\(operand.text()))"
        case .median(let operand): "median(\(operand.text()))"
        case .percentile(let percent, let operand): "percentile(\(percent), \(operand.text()))"
        case .recommendation(let operand): "nps(\(operand.text()))"
        case .distinct(let column): "count(distinct \(column))"
        }
    }
}

extension SecondOpinion.ValueExpression {
    /// The sample is that of a single aggregate; with arithmetic around it, every row counts.
    func find(in rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> SecondOpinion.Finding {
        if case .aggregate(let aggregate) = self { return aggregate.find(in: rows, period) }
        return SecondOpinion.Finding(value: value(rows, period), numbers: numbers(rows, period))
    }

    /// Whether it is a share or a mean of rows, moved and stretched.
    var isMeanOfRows: Bool {
        switch self {
        case .aggregate(.share), .aggregate(.average): true
        case .negated(let operand): operand.isMeanOfRows
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.isMeanOfRows && right.isConstant || left.isConstant && right.isMeanOfRows
        case .quotient(let left, let right): left.isMeanOfRows && right.isConstant
        case .aggregate, .constant, .magnitude, .coalesce: false
        }
    }

    /// Whether it looks at no row.
    private var isConstant: Bool {
        switch self {
        case .aggregate: false
        case .constant: true
        case .negated(let operand), .magnitude(let operand): operand.isConstant
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right):
            left.isConstant && right.isConstant
        case .coalesce(let operands): operands.allSatisfy(\.isConstant)
        }
    }

    /// What the rows say of which the value is the mean; nil where it is none.
    private func numbers(_ rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> [SecondOpinion.Fraction]? {
        typealias Fraction = SecondOpinion.Fraction
        func combined(_ left: Self, _ right: Self, by combine: (Fraction, Fraction) -> Fraction?) -> [Fraction]? {
            SecondOpinion.Finding.combined(
                left.find(in: rows, period), right.find(in: rows, period), leftIsConstant: left.isConstant,
                rightIsConstant: right.isConstant, by: combine)
        }
        return switch self {
        case .aggregate(let aggregate): aggregate.find(in: rows, period).numbers
        case .negated(let operand): operand.numbers(rows, period).map { $0.map { -$0 } }
        case .sum(let left, let right): combined(left, right, by: +)
        case .difference(let left, let right): combined(left, right, by: -)
        case .product(let left, let right): combined(left, right, by: *)
        case .quotient(let left, let right): right.isConstant ? combined(left, right, by: /) : nil
        case .constant, .magnitude, .coalesce: nil
        }
    }

    private func value(_ rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> SecondOpinion.Fraction? {
        typealias Fraction = SecondOpinion.Fraction
        func combined(_ left: Self, _ right: Self, by combine: (Fraction, Fraction) -> Fraction?) -> Fraction? {
            guard let left = left.value(rows, period), let right = right.value(rows, period) else { return nil }
            return combine(left, right)
        }
        return switch self {
        case .aggregate(let aggregate): aggregate.find(in: rows, period).value
        case .constant(let number): number
        case .negated(let operand): operand.value(rows, period).map { -$0 }
        case .sum(let left, let right): combined(left, right, by: +)
        case .difference(let left, let right): combined(left, right, by: -)
        case .product(let left, let right): combined(left, right, by: *)
        case .quotient(let left, let right): combined(left, right, by: /)
        case .magnitude(let operand): operand.value(rows, period)?.magnitude
        case .coalesce(let operands): operands.compactMap { $0.value(rows, period) }.first
        }
    }

    /// - Parameter binding: how tightly what stands around binds: 1 a sum, 2 a product, 3 what takes one operand.
    func text(within binding: Int = 0) -> String {
        func enclosed(_ text: String, _ own: Int) -> String { own < binding ? "(\(text))" : text }
        return switch self {
        case .aggregate(let aggregate): aggregate.text
        case .constant(let number): "\(number)"
        case .negated(let operand): enclosed("-\(operand.text(within: 4))", 3)
        case .sum(let left, let right): enclosed("\(left.text(within: 1)) + \(right.text(within: 2))", 1)
        case .difference(let left, let right): enclosed("\(left.text(within: 1)) - \(right.text(within: 2))", 1)
        case .product(let left, let right): enclosed("\(left.text(within: 2)) * \(right.text(within: 3))", 2)
        case .quotient(let left, let right): enclosed("\(left.text(within: 2)) / \(right.text(within: 3))", 2)
        case .magnitude(let operand): "abs(\(operand.text()))"
        case .coalesce(let operands): "coalesce(\(operands.map { $0.text() }.joined(separator: ", ")))"
        }
    }
}
