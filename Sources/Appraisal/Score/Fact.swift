package import Exact
package import Statistics

/// What one measure found for one person: value = factor × numerator / denominator.
package struct Fact: Sendable, Hashable {
    /// How many rows passed relation, period and condition.
    package let rows: Int64
    /// How many of those the value rests on.
    package let sample: Int64
    /// Nil where the value is unknown.
    package let numerator: BigDecimal?
    /// Nil stands for 1; 0 makes the value unknown.
    package let denominator: BigDecimal?
    package let factor: Rational
    /// What the rows hold together, where the value is their mean, in the unit of the rows' own numbers; else nil.
    package let scatter: Moments?
    /// The same rows by kind of work, where the measure asks for that; else nil.
    package private(set) var cells: [CellSum]?

    package init(
        rows: Int64, sample: Int64, numerator: BigDecimal?, denominator: BigDecimal? = nil, factor: Rational = .one,
        scatter: Moments? = nil
    ) {
        self.rows = rows
        self.sample = sample
        self.numerator = numerator
        self.denominator = denominator
        self.factor = factor
        self.scatter = scatter
    }

    /// The same fact with its rows by kind of work.
    package func with(_ cells: [CellSum]) -> Fact {
        var fact = self
        fact.cells = cells
        return fact
    }

    /// What there is of a person of whom the relation holds nothing in the period.
    package static let nothing = Fact(rows: 0, sample: 0, numerator: nil)

    /// The same measure over the rows of both, where numerator and denominator are sums over rows; how they scatter is not known.
    package static func + (left: Fact, right: Fact) -> Fact {
        if left.rows == 0 { return right }
        if right.rows == 0 { return left }
        func sum(_ part: KeyPath<Fact, BigDecimal?>) -> BigDecimal? {
            let known = [left[keyPath: part], right[keyPath: part]].compactMap(\.self)
            return known.isEmpty ? nil : known.reduce(.zero, +)
        }
        return Fact(
            rows: left.rows + right.rows, sample: left.sample + right.sample, numerator: sum(\.numerator),
            denominator: sum(\.denominator), factor: left.factor)
    }

    /// The value, 6 digits; nil where it is unknown.
    var value: BigDecimal? {
        guard let numerator else { return nil }
        return (factor * Rational(numerator)).divided(by: Rational(denominator ?? 1))?.rounded(to: 6)
    }
}
