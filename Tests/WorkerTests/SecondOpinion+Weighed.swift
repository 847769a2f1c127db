extension SecondOpinion.Aggregate {
    /// Whether rows may weigh differently in it.
    var isWeighable: Bool {
        switch self {
        case .rows, .count, .share, .sum, .average, .recommendation: true
        case .least, .greatest, .median, .percentile, .distinct: false
        }
    }

    /// Whether it is a number of rows, or their sum.
    fileprivate var isTotal: Bool {
        switch self {
        case .rows, .count, .sum: true
        default: false
        }
    }

    fileprivate var isMean: Bool { isWeighable && !isTotal }

    /// What is found in rows that weigh differently: no mean of what the rows say.
    func weighed(_ rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> SecondOpinion.Finding {
        typealias Fraction = SecondOpinion.Fraction
        func weight(_ holds: (SecondOpinion.Row) -> Bool) -> Fraction {
            .sum(rows.filter(holds).map { $0.weight ?? 1 })
        }
        func total(_ operand: SecondOpinion.NumberExpression) -> Fraction? {
            let products = rows.compactMap { row in operand.value(row, period).map { $0 * (row.weight ?? 1) } }
            return products.isEmpty ? nil : .sum(products)
        }
        switch self {
        case .count(let condition):
            return .init(value: weight { condition.value($0, period) == true })
        case .share(let condition):
            let top = 100 * weight { condition.value($0, period) == true }
            let bottom = weight { condition.value($0, period) != nil }
            return .init(value: top / bottom, known: rows.count { condition.value($0, period) != nil })
        case .sum(let operand):
            return .init(value: total(operand))
        case .average(let operand):
            let bottom = weight { operand.value($0, period) != nil }
            let mean = total(operand).flatMap { $0 / bottom }
            return .init(value: mean, known: rows.count { operand.value($0, period) != nil })
        case .recommendation(let operand):
            func isScore(_ row: SecondOpinion.Row, where isIn: (Fraction) -> Bool) -> Bool {
                operand.value(row, period).map { $0 >= 0 && $0 <= 10 && isIn($0) } ?? false
            }
            let promoters = weight { isScore($0) { $0 >= 9 } }
            let detractors = weight { isScore($0) { $0 < 7 } }
            let all = weight { isScore($0) { _ in true } }
            let top = 100 * (promoters - detractors)
            return .init(value: top / all, known: rows.count { row in isScore(row) { _ in true } })
        case .rows, .least, .greatest, .median, .percentile, .distinct:
            return .init(value: weight { _ in true })
        }
    }
}

extension SecondOpinion.ValueExpression {
    /// Whether what several people have adds up, as far as measures are written by chance.
    var addsUp: Bool {
        switch self {
        case .aggregate(let aggregate): aggregate.isWeighable
        case .difference(.constant, .aggregate(let aggregate)),
            .quotient(.product(.aggregate(let aggregate), .constant), .constant):
            aggregate.isMean
        case .quotient(.product(.constant, .aggregate(let top)), .aggregate(let bottom)): top.isTotal && bottom.isTotal
        default: false
        }
    }

    /// Whether rows may weigh differently in all of it.
    var isWeighable: Bool {
        switch self {
        case .aggregate(let aggregate): aggregate.isWeighable
        case .constant: true
        case .negated(let operand), .magnitude(let operand): operand.isWeighable
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right):
            left.isWeighable && right.isWeighable
        case .coalesce(let operands): operands.allSatisfy(\.isWeighable)
        }
    }
}
