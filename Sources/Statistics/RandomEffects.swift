package import Exact

/// How much of what differs between people's means is the people, and how much is chance: one-way random effects.
///
/// The formulas are those of the analysis of variance with unequal numbers of rows (Snedecor and Cochran, *Statistical Methods*), as health care uses
/// them for physicians' scores (Adams, *The Reliability of Provider Profiling*, 2009).
package struct RandomEffects: Sendable, Hashable {
    package let people: Int
    package let rows: Int
    /// Of all rows.
    package let mean: Rational
    /// MSB: Σ nᵢ (x̄ᵢ − x̄)² / (k − 1).
    package let betweenSquare: Rational
    /// MSW, which is the variance within people: Σ Σ (xᵢⱼ − x̄ᵢ)² / (N − k).
    package let withinVariance: Rational
    /// n₀: how many rows the usual person has.
    package let usualRows: Rational
    /// max(0, (MSB − MSW) / n₀).
    package let betweenVariance: Rational
    /// Of the usual person, from 0 to 1; nil where all rows are equal.
    package let reliability: Rational?

    /// Nil where fewer than two people have two rows.
    package init?(_ spread: Spread) {
        guard spread.peopleWithTwo >= 2, let mean = spread.rows.mean, let usualRows = spread.usualRows else {
            return nil
        }
        let peoplesSquares = spread.peoplesSquares
        let (k, n) = (spread.people, spread.rows.count)
        guard let between = (peoplesSquares - mean * Rational(spread.rows.sum)).divided(by: Rational(k - 1)),
            let within = (Rational(spread.rows.squares) - peoplesSquares).divided(by: Rational(n - k)),
            let surplus = (between - within).divided(by: usualRows)
        else { return nil }
        people = k
        rows = n
        self.mean = mean
        self.usualRows = usualRows
        // Squares that were rounded somewhere could fall short of those of the means.
        betweenSquare = max(.zero, between)
        withinVariance = max(.zero, within)
        betweenVariance = max(.zero, surplus)
        reliability = Self.reliability(betweenVariance, withinVariance, rows: usualRows)
    }

    /// σ²between / (σ²between + σ²within / n): nil where nothing differs, or there is no row.
    package static func reliability(
        _ betweenVariance: Rational, _ withinVariance: Rational, rows: Rational
    ) -> Rational? {
        guard rows > .zero else { return nil }
        return (betweenVariance * rows).divided(by: betweenVariance * rows + withinVariance)
    }

    /// Of a person with so many rows; nil where all rows are equal, or there is none.
    package func reliability(rows: Int) -> Rational? {
        Self.reliability(betweenVariance, withinVariance, rows: Rational(rows))
    }

    /// ICC(1) of one row: (MSB − MSW) / (MSB + (n₀ − 1) MSW), which may be negative; nil where all rows are equal.
    package var intraclassOfOne: Rational? {
        (betweenSquare - withinVariance).divided(by: betweenSquare + (usualRows - .one) * withinVariance)
    }

    /// The same of the mean of a person's rows: (MSB − MSW) / MSB; nil where people's means are equal.
    package var intraclassOfMean: Rational? {
        (betweenSquare - withinVariance).divided(by: betweenSquare)
    }

    /// How many rows a person needs so that the value is that reliable, at least 1; nil where none can be enough.
    ///
    /// - Parameter reliability: above 0 and below 1.
    package func rowsNeeded(for reliability: Rational) -> Whole? {
        guard let odds = reliability.divided(by: .one - reliability),
            let rows = (odds * withinVariance).divided(by: betweenVariance)
        else { return nil }
        return max(1, -(-rows).floor)
    }

    /// σwithin / √n, with `digits` behind the point: how far a person's mean of so many rows is off by chance; nil of none.
    package static func standardError(withinVariance: Rational, rows: Int, digits: Int) -> BigDecimal? {
        withinVariance.divided(by: Rational(rows))?.squareRoot(to: digits)
    }
}
