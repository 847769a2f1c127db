package import Exact
import Foundation
package import Statistics

/// What one supervisor gave for an indicator over a quarter.
package struct RaterTally: Sendable, Hashable {
    package let rater: String
    /// People that were rated.
    package let people: Int
    package let points: Moments
    /// Where all the rater's points are equal: how many of the others' are equal to them.
    package let alike: Int

    package init(rater: String, people: Int, points: Moments, alike: Int) {
        self.rater = rater
        self.people = people
        self.points = points
        self.alike = alike
    }
}

/// How one supervisor rates an indicator against all who do; shown, never used to change a score.
package struct RaterReview: Sendable, Hashable {
    package let rater: String
    package let people: Int
    package let ratings: Int
    /// Mean points, 6 digits.
    package let mean: BigDecimal
    /// Mean less the mean of all ratings, 6 digits.
    package let difference: BigDecimal
    /// The same in sample standard deviations of all ratings; positive is lenient; nil where all are equal.
    package let leniency: BigDecimal?
    /// Sample standard deviation of the rater's points; nil of a single rating.
    package let spread: BigDecimal?
    /// Whether leniency lies beyond one standard deviation, and beyond three standard errors over at least 5 people.
    package let standsOut: Bool
    /// Whether everyone got the same, though others give it so seldom that chance would not.
    package let isSameForAll: Bool

    /// Nil where the rater gave nothing.
    init?(_ tally: RaterTally, all: Moments) {
        guard let mean = tally.points.mean, let everyone = all.mean else { return nil }
        let difference = mean - everyone
        rater = tally.rater
        people = tally.people
        ratings = tally.points.count
        self.mean = mean.rounded(to: 6)
        self.difference = difference.rounded(to: 6)
        leniency = all.variance.flatMap { difference.inDeviations(of: $0) }
        spread = tally.points.variance?.squareRoot(to: 6)
        // Beyond three standard errors: (difference)² × people > 9 × variance.
        let square = (leniency ?? 0) * (leniency ?? 0)
        standsOut =
            tally.people >= ReviewLimit.raterPeople && square > ReviewLimit.leniency * ReviewLimit.leniency
            && square * BigDecimal(tally.people) > 9
        isSameForAll =
            tally.people >= ReviewLimit.raterPeople && tally.points.scatter == 0
            && Self.isImprobable(tally.alike, of: all.count - tally.points.count, times: tally.people)
    }

    /// Whether `times` draws out of `total`, of which `alike` are alike, are all alike in fewer than one of 1000 cases.
    private static func isImprobable(_ alike: Int, of total: Int, times: Int) -> Bool {
        total > 0 && pow(Double(alike) / Double(total), Double(times)) < 0.001
    }
}

extension Rational {
    /// Divided by the root of a variance, 6 digits; nil where that is 0.
    fileprivate func inDeviations(of variance: Rational) -> BigDecimal? {
        (self * self).divided(by: variance)?.squareRoot(to: 6).map { signum < 0 ? -$0 : $0 }
    }
}
