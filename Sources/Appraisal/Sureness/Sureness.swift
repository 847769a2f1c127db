package import Exact
import Statistics

/// How sure the grades of some people are.
package struct Sureness: Sendable, Hashable {
    /// People with a total whose error is known.
    package private(set) var people = 0
    /// Of those, whose grade another draw of the same work would more likely replace than bring again.
    package private(set) var unsure = 0
    /// Percent, added up over the people, that another draw brings their own grade.
    private var kept = 0
    /// Percent, added up over the people, that another draw brings a grade.
    private var drawn: [String: Int] = [:]
    private var totals = Moments.none
    private var squaredErrors: BigDecimal = 0

    package init() {}

    /// Takes in a person; one whose error is not known changes nothing.
    package mutating func add(_ graded: Graded) {
        guard let reach = graded.reach else { return }
        people += 1
        let own = reach.chances.first { $0.grade == graded.grade }?.percent ?? 0
        if own < 50 { unsure += 1 }
        kept += own
        for chance in reach.chances { drawn[chance.grade, default: 0] += chance.percent }
        totals = totals + Moments(of: [graded.total])
        squaredErrors += reach.error * reach.error
    }

    /// How many percent of the grades another draw would bring again, 1 digit; nil of nobody.
    package var keptPercent: BigDecimal? { Rational(kept).divided(by: Rational(people))?.rounded(to: 1) }

    /// How many people another draw would bring a grade, on average, 1 digit.
    package func drawn(_ grade: String) -> BigDecimal {
        Rational(BigDecimal(mantissa: Whole(drawn[grade] ?? 0), scale: 2)).rounded(to: 1)
    }

    /// How much of what differs between totals is the people, and what counts as exact: 1 − mean squared error / variance of the totals, at least 0, 4
    /// digits; nil where no totals differ.
    package var reliability: BigDecimal? {
        guard let variance = totals.variance, let error = Rational(squaredErrors).divided(by: Rational(people)),
            let chance = error.divided(by: variance)
        else { return nil }
        return max(Rational.zero, Rational.one - chance).rounded(to: 4)
    }
}
