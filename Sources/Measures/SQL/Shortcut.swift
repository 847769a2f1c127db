/// Which rows of a count, a share or a mean can make the value worse, told from each row alone.
///
/// A row that is kept back would not change the value for the better if it were left out. In a count or a share, all rows that are let
/// through have the same effect. In a mean, a row has more effect the further it lies from the mean. A row close to the mean is let
/// through too, and is compared with the exact mean later.
enum Shortcut {
    /// Rows that are counted may have an effect.
    case count(where: SQL?)
    /// Rows in which the condition makes the value worse may have an effect.
    case share(of: SQL, isGreaterWorse: Bool)
    /// Rows on the worse side of the mean may have an effect. The operand is a number, or an interval whose mean is in seconds.
    case mean(of: SQL, isInterval: Bool, isGreaterWorse: Bool)

    /// Nil where a measure has none.
    init?(_ measure: CheckedMeasure, of relation: SourceRelation, isGreaterWorse: Bool) {
        switch (measure.aggregate, measure.operands.first?.value) {
        case (.count, nil): self = .count(where: nil)
        case (.count, .condition(let condition)): self = .count(where: condition)
        case (.share, .condition(let condition)): self = .share(of: condition, isGreaterWorse: isGreaterWorse)
        case (.avg, let operand?):
            guard let sum = measure.numerator.aggregates.first?.summand else { return nil }
            // The seconds of a sum do not tell the interval: twelve months count as 365.25 days, one month as 30.
            if operand.isDuration, relation.columns.contains(where: { $0.type == .interval }) { return nil }
            self = .mean(of: sum, isInterval: operand.isDuration, isGreaterWorse: isGreaterWorse)
        default: return nil
        }
    }

    /// Numerator and denominator of the value without one of these rows; nil of a mean, where each row has an effect of its own.
    func rest(of top: SQL, over bottom: SQL?) -> (top: SQL, bottom: SQL?)? {
        switch self {
        case .count: ("\(top.operand) - 1", nil)
        case .share(_, isGreaterWorse: true): ("\(top.operand) - 1", bottom.map { "\($0.operand) - 1" })
        case .share(_, isGreaterWorse: false): (top, bottom.map { "\($0.operand) - 1" })
        case .mean: nil
        }
    }

    /// The mean, as operands are compared with it: rounded so that no row beyond it is kept back; nil where there is none.
    func bound(of numerator: SQL, over denominator: SQL) -> SQL? {
        guard case .mean(_, let isInterval, let isGreaterWorse) = self else { return nil }
        let mean: SQL = "div(\(numerator.operand)\(isInterval ? " * 1000000" : ""), nullif(\(denominator), 0))"
        // `div` cuts off what is behind the point.
        let rounded: SQL = "\(mean) \(isGreaterWorse ? "-" : "+") 1"
        return isInterval ? Self.interval(rounded) : rounded
    }

    /// The interval of so many microseconds: of days and the rest, because all of them may be too many for one number.
    private static func interval(_ microseconds: SQL) -> SQL {
        let (whole, day) = (microseconds.operand, "86400000000" as SQL)
        return "(div(\(whole), \(day)) || ' days ' || div(mod(\(whole), \(day)), 1) || ' microseconds')::interval"
    }
}

extension RowValue {
    /// Whether it is measured by an interval.
    fileprivate var isDuration: Bool {
        switch self {
        case .interval: true
        case .number(let number): if case .seconds = number.term { true } else { false }
        default: false
        }
    }
}
