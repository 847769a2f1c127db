package import Exact
package import Statistics

/// That a value is the mean of the rows' own numbers, moved and stretched: `stretch × mean + shift`.
///
/// Of those numbers the sum follows from the value's numerator and denominator, which is how many there are; how they scatter is asked for beside it.
package struct RowMean: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// 1 where a condition holds, else 0.
        case chance
        /// 1 of a promoter, −1 of a detractor, else 0.
        case recommendation
        /// Whatever a row says; of an interval its seconds.
        case number
    }

    package let kind: Kind
    package private(set) var stretch: Rational
    package private(set) var shift = Rational.zero
    /// Of a recommendation the sum of the squares, of numbers their population variance; nil of a chance: 0 and 1 are their own squares.
    ///
    /// PostgreSQL works a variance out from exact sums, to 16 digits or more, at half the cost of adding up squares.
    let scatter: SQL?
    /// What puts rows in the order of their numbers; null where a row's number is not known.
    let order: SQL

    private init(kind: Kind, stretch: Rational, scatter: SQL?, order: SQL) {
        self.kind = kind
        self.stretch = stretch
        self.scatter = scatter
        self.order = order
    }

    /// Of a share, in percent.
    init(ofChance condition: SQL) {
        self.init(kind: .chance, stretch: Rational(100), scatter: nil, order: condition)
    }

    /// Of a mean of numbers or of intervals, which are counted in seconds.
    init?(_ number: Scaled) {
        guard number.term != .one, let variance = SQL.variance(of: number.term, factor: number.factor) else {
            return nil
        }
        self.init(kind: .number, stretch: number.factor, scatter: variance, order: number.term.sql)
    }

    /// Of the scores from 0 to 10 of a Net Promoter Score.
    ///
    /// - Parameter order: the score, where it is one.
    init(ofPromoters promoters: SQL, detractors: SQL, order: SQL) {
        self.init(
            kind: .recommendation, stretch: Rational(100), scatter: "\(promoters) + \(detractors)", order: order)
    }

    /// What the rows' numbers hold together; nil where it is not known.
    ///
    /// - Parameters:
    ///   - numerator: what the statement says of the value, which is `factor × numerator / count`.
    ///   - count: how many there are.
    ///   - scatter: what the statement says of it, where it does.
    package func moments(numerator: BigDecimal, factor: Rational, count: Int, scatter: BigDecimal?) -> Moments? {
        guard let sum = sum(numerator: numerator, factor: factor, count: count) else { return nil }
        let squares: BigDecimal? =
            switch kind {
            case .chance: sum
            case .recommendation: scatter
            case .number:
                scatter.flatMap { variance in
                    Rational(sum * sum).divided(by: Rational(count)).map {
                        ($0 + Rational(variance * BigDecimal(count))).rounded(to: Self.digits).normalized
                    }
                }
            }
        return squares.map { Moments(count: count, sum: sum, squares: $0) }
    }

    /// Whether a person's can be divided by what was expected: of recommendations even everyone's may lie at 0.
    var isAdjustable: Bool { kind != .recommendation }

    /// Of the rows' own numbers; nil where it is not known.
    package func sum(numerator: BigDecimal, factor: Rational, count: Int) -> BigDecimal? {
        if shift == .zero, stretch == factor { return numerator }
        return (factor * Rational(numerator) - shift * Rational(count)).divided(by: stretch)?
            .rounded(to: Self.digits).normalized
    }

    /// Behind the point; more than a row's number has.
    private static let digits = 24
}

extension RowMean {
    func stretched(by factor: Rational) -> RowMean? {
        guard factor.signum != 0 else { return nil }
        var mean = self
        mean.stretch = (stretch * factor).reduced
        mean.shift = (shift * factor).reduced
        return mean
    }

    private func moved(by constant: Rational) -> RowMean {
        var mean = self
        mean.shift = (shift + constant).reduced
        return mean
    }

    static func sum(_ left: ValueChecker.Value, _ right: ValueChecker.Value) -> RowMean? {
        if let constant = right.constant { return left.mean?.moved(by: constant) }
        return left.constant.flatMap { right.mean?.moved(by: $0) }
    }

    static func difference(_ left: ValueChecker.Value, _ right: ValueChecker.Value) -> RowMean? {
        if let constant = right.constant { return left.mean?.moved(by: -constant) }
        return left.constant.flatMap { right.mean?.stretched(by: -.one)?.moved(by: $0) }
    }

    static func product(_ left: ValueChecker.Value, _ right: ValueChecker.Value) -> RowMean? {
        if let constant = right.constant { return left.mean?.stretched(by: constant) }
        return left.constant.flatMap { right.mean?.stretched(by: $0) }
    }

    static func quotient(_ left: ValueChecker.Value, _ right: ValueChecker.Value) -> RowMean? {
        right.constant.flatMap { Rational.one.divided(by: $0) }.flatMap { left.mean?.stretched(by: $0) }
    }
}

extension ValueChecker.Value {
    /// The value of what looks at no row.
    fileprivate var constant: Rational? { ratio.isConstant ? ratio.top.constant : nil }
}

extension SQL {
    /// A number beyond it is not looked at: many digits are worked with for each.
    private static let mostSquared: SQL = "1e60"
    /// In what is longer nothing is looked at, because it would stand in a statement several times more.
    private static let longestSquared = 2000

    /// The population variance of numbers, and of the seconds of intervals; NULL where one of them is beyond bounds; nil where they are too long
    /// to say.
    ///
    /// What is said in minutes or more scatters by whole seconds, rounded, at most some 67 years of them: PostgreSQL squares integers of 4
    /// bytes three times faster than any other number. A server that holds the rows can work it out: postgres_fdw sends it all.
    ///
    /// - Parameter factor: by which the number is multiplied.
    fileprivate static func variance(of term: Scaled.Term, factor: Rational) -> SQL? {
        let number = if case .seconds(let interval) = term { interval.operand } else { term.sql.operand }
        guard number.length <= longestSquared else { return nil }
        switch term {
        case .one, .integer: return .aggregate("var_pop", term.sql)
        case .numeric: return variance(of: number, of: number, where: "abs(\(number)) < \(mostSquared)")
        case .seconds(let interval) where !number.mayHoldMonths && max(factor, -factor) <= minute:
            return .aggregate("var_pop", wholeSeconds(of: interval))
        case .seconds(let interval) where number.isShort:
            return "\(SQL.aggregate("var_pop", wholeMicroseconds(of: interval).number)) * 0.000000000001"
        case .seconds(let interval):
            let whole = wholeMicroseconds(of: interval)
            return "\(variance(of: whole.number, of: number, where: whole.isExact)) * 0.000000000001"
        }
    }

    private static func variance(of squared: SQL, of number: SQL, where isSquared: SQL) -> SQL {
        let bounded = SQL.cases(
            [(when: isSquared, then: squared), (when: "\(number) is not null", then: "'NaN'")], else: nil)
        return .call("nullif", .aggregate("var_pop", bounded), "'NaN'")
    }

    /// Of an interval, and when they are exact: up to 71 years' microseconds survive a division by a million and the product with it.
    ///
    /// Not by `extract`, of which postgres_fdw keeps the text argument to itself. Months have no length here.
    private static func wholeMicroseconds(of interval: SQL) -> (number: SQL, isExact: SQL) {
        let seconds = seconds(of: interval)
        let whole: SQL = "(\(seconds) * 1000000)::int8::numeric"
        guard interval.ends.isEmpty else { return (whole, "abs(\(seconds)) <= \(longestSeconds)") }
        let span = interval.operand
        let isExact: SQL = "\(span) between interval '-\(longestDays) days' and interval '\(longestDays) days'"
        guard interval.mayHoldMonths else { return (whole, isExact) }
        let isWithoutMonths: SQL = "\(start) + \(span) - \(start) = \(span)"
        return (SQL.cases([(when: isWithoutMonths, then: whole)], else: "'NaN'"), isExact)
    }

    /// Of an interval without months.
    private static func wholeSeconds(of interval: SQL) -> SQL {
        let seconds = seconds(of: interval)
        let whole: SQL = "\(seconds)::int4"
        guard !interval.isShort else { return whole }
        let span = interval.operand
        let (isWithin, isPositive): (SQL, SQL) =
            if interval.ends.isEmpty {
                (
                    "\(span) between interval '-\(mostDays) days' and interval '\(mostDays) days'",
                    "\(span) > interval '0'"
                )
            } else {
                ("abs(\(seconds)) <= \(mostSeconds)", "\(seconds) > 0")
            }
        return SQL.cases(
            [
                (when: isWithin, then: whole), (when: isPositive, then: mostSeconds),
                (when: "\(span) is not null", then: "-\(mostSeconds)"),
            ], else: nil)
    }

    /// In binary floating point, which holds the microseconds of 71 years.
    private static func seconds(of interval: SQL) -> SQL {
        interval.ends.count == 2
            ? .call("tstzrange_subdiff", interval.ends[0], interval.ends[1])
            : "tsrange_subdiff(\(start) + \(interval.operand), \(start))"
    }

    private static let minute = Rational(1, over: 60) ?? .one
    /// What 4 bytes hold of seconds.
    private static let (mostDays, mostSeconds): (SQL, SQL) = ("24800", "2142720000")
    /// From here on, and back from here, no number of months has 30 days each.
    private static let start: SQL = "timestamp '2001-08-01'"
    /// Some 68 years.
    private static let longestDays: SQL = "25000"
    private static let longestSeconds: SQL = "2160000000"
}
