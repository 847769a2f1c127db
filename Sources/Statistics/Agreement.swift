package import Exact

/// How far raters of the same people agree: intraclass correlations (Shrout and Fleiss, *Intraclass Correlations*, 1979).
///
/// Of a table that is full: every rater rated everyone.
package struct Agreement: Sendable, Hashable {
    /// Between people.
    package let targetSquare: Rational
    /// Within people.
    package let withinSquare: Rational
    /// Between raters.
    package let raterSquare: Rational
    /// What is left within people without what differs between raters.
    package let errorSquare: Rational
    package let people: Int
    package let raters: Int

    /// Nil where there are fewer than two people, fewer than two raters, or a gap.
    ///
    /// - Parameter ratings: by person, each in the same order of raters.
    package init?(_ ratings: [[BigDecimal]]) {
        let (n, k) = (ratings.count, ratings.first?.count ?? 0)
        guard n > 1, k > 1, ratings.allSatisfy({ $0.count == k }) else { return nil }
        let all = Moments(of: ratings.flatMap(\.self))
        let raters = (0..<k).map { rater in ratings.reduce(0) { $0 + $1[rater] } }
        func squares(_ sums: [BigDecimal], of count: Int) -> Rational? {
            Rational(sums.reduce(0) { $0 + $1 * $1 }).divided(by: Rational(count))
        }
        guard let mean = all.mean, let people = squares(ratings.map { $0.reduce(0, +) }, of: k),
            let columns = squares(raters, of: n),
            case let total = Rational(all.squares) - mean * Rational(all.sum),
            case let betweenPeople = people - mean * Rational(all.sum),
            case let betweenRaters = columns - mean * Rational(all.sum),
            let targetSquare = betweenPeople.divided(by: Rational(n - 1)),
            let withinSquare = (total - betweenPeople).divided(by: Rational(n * (k - 1))),
            let raterSquare = betweenRaters.divided(by: Rational(k - 1)),
            let errorSquare = (total - betweenPeople - betweenRaters).divided(by: Rational((n - 1) * (k - 1)))
        else { return nil }
        self.targetSquare = targetSquare
        self.withinSquare = withinSquare
        self.raterSquare = raterSquare
        self.errorSquare = errorSquare
        self.people = n
        self.raters = k
    }

    /// What kind of agreement is asked for.
    package enum Kind: Sendable, CaseIterable {
        /// ICC(1): each person may have been rated by others.
        case anyRaters
        /// ICC(2): the same raters for everyone, and another one would do as well; severity counts as disagreement.
        case sameRaters
        /// ICC(3): these raters and no others; severity is left out.
        case theseRaters
    }

    /// Of one rater's points; nil where nothing differs.
    ///
    /// It may be negative: raters then differ more about a person than about people.
    package func ofOne(_ kind: Kind) -> Rational? {
        let (k, n) = (Rational(raters), Rational(people))
        switch kind {
        case .anyRaters:
            return (targetSquare - withinSquare).divided(by: targetSquare + (k - .one) * withinSquare)
        case .sameRaters:
            guard let severity = (k * (raterSquare - errorSquare)).divided(by: n) else { return nil }
            return (targetSquare - errorSquare).divided(by: targetSquare + (k - .one) * errorSquare + severity)
        case .theseRaters:
            return (targetSquare - errorSquare).divided(by: targetSquare + (k - .one) * errorSquare)
        }
    }

    /// Of the mean of all raters' points; nil where nothing differs.
    package func ofMean(_ kind: Kind) -> Rational? {
        switch kind {
        case .anyRaters: return (targetSquare - withinSquare).divided(by: targetSquare)
        case .sameRaters:
            guard let severity = (raterSquare - errorSquare).divided(by: Rational(people)) else { return nil }
            return (targetSquare - errorSquare).divided(by: targetSquare + severity)
        case .theseRaters: return (targetSquare - errorSquare).divided(by: targetSquare)
        }
    }
}
