package import Exact
import Statistics

/// How far raters of the same people agree on an indicator; shown, never used to change a score.
package struct RaterAgreement: Sendable, Hashable {
    /// What one rater gave to one person in one period.
    package struct Rating: Sendable, Hashable {
        /// Person and period.
        package let about: String
        package let rater: String
        package let points: BigDecimal

        package init(about: String, rater: String, points: BigDecimal) {
            self.about = about
            self.rater = rater
            self.points = points
        }
    }

    /// Two raters beside each other, over what both rated.
    package struct Pair: Sendable, Hashable {
        package let first: String
        package let second: String
        package let ratings: Int
        /// Mean points of the first less those of the second, 6 digits.
        package let difference: BigDecimal
        /// Mean distance whoever gave more, 6 digits.
        package let distance: BigDecimal
    }

    /// People and periods that two raters or more rated, and their raters.
    package let rated: Int
    package let raters: Int
    /// In the order of their ids.
    package let pairs: [Pair]
    /// Intraclass correlations of one rater's points and of the mean of all, 6 digits; ICC(2) and ICC(3) where every rater rated all of them.
    package let ofOne: [BigDecimal?]
    package let ofMean: [BigDecimal?]
    /// Whether every rater rated all of them.
    package let isFull: Bool

    /// - Parameter ratings: one for each rater of each person and period.
    package init(_ ratings: [Rating]) {
        let shared = Dictionary(grouping: ratings, by: \.about).filter { $0.value.count > 1 }
            .mapValues { Dictionary($0.map { ($0.rater, $0.points) }) { first, _ in first } }
        let raters = Set(shared.values.flatMap(\.keys)).sorted()
        let everyone = shared.sorted { $0.key < $1.key }.map(\.value)
        rated = everyone.count
        self.raters = raters.count
        pairs = raters.indices.flatMap { place in
            raters[(place + 1)...].compactMap { Pair(raters[place], $0, in: everyone) }
        }
        isFull = everyone.allSatisfy { $0.count == raters.count }
        let table = isFull ? Agreement(everyone.map { points in raters.compactMap { points[$0] } }) : nil
        let oneWay = RandomEffects(Spread(of: everyone.map { Moments(of: Array($0.values)) }))
        ofOne =
            [oneWay?.intraclassOfOne?.rounded(to: 6)]
            + [.sameRaters, .theseRaters].map { table?.ofOne($0)?.rounded(to: 6) }
        ofMean =
            [oneWay?.intraclassOfMean?.rounded(to: 6)]
            + [.sameRaters, .theseRaters].map { table?.ofMean($0)?.rounded(to: 6) }
    }

    /// Nothing was rated by two.
    package static let none = RaterAgreement([])
}

extension RaterAgreement.Pair {
    /// Nil where they share nothing.
    fileprivate init?(_ first: String, _ second: String, in everyone: [[String: BigDecimal]]) {
        let gaps = everyone.compactMap { points in
            points[first].flatMap { own in points[second].map { own - $0 } }
        }
        guard let difference = Moments(of: gaps).mean,
            let distance = Moments(of: gaps.map { $0.signum < 0 ? -$0 : $0 }).mean
        else { return nil }
        self.first = first
        self.second = second
        ratings = gaps.count
        self.difference = difference.rounded(to: 6)
        self.distance = distance.rounded(to: 6)
    }
}
