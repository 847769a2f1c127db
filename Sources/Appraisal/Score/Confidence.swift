package import Exact
package import Statistics

/// How far chance could have moved a total, and to which grade; shown beside the total, which it never changes.
///
/// The chance is that of measured indicators whose values are means of rows: with as many other rows of the same work they would have come out
/// otherwise. What raters gave, and what is counted, added up or picked, is taken as it stands.
package struct Confidence: Sendable, Hashable {
    /// The chance that a fresh draw of the same work brings a grade.
    package struct GradeChance: Sendable, Hashable {
        package let grade: String
        /// Whole, above 0.
        package let percent: Int

        package init(grade: String, percent: Int) {
            self.grade = grade
            self.percent = percent
        }
    }

    /// What chance comes to, where it is known of anything.
    package struct Reach: Sendable, Hashable {
        /// Standard error of the total, 2 digits.
        package let error: BigDecimal
        /// Total ± 1.96 standard errors, within 0 and 100, 2 digits.
        package let interval: Interval
        /// The best grade first; they add up to 100.
        package let chances: [GradeChance]

        package init(error: BigDecimal, interval: Interval, chances: [GradeChance]) {
            self.error = error
            self.interval = interval
            self.chances = chances
        }
    }

    /// Nil where no indicator's error is known.
    package let reach: Reach?
    /// How much of the total rests on measured indicators, the rest on what people gave: percent of its weight, 2 digits.
    package let measuredPercent: BigDecimal
    /// How much of the total rests on indicators whose error is known: percent of its weight, 2 digits.
    package let knownPercent: BigDecimal

    package init(reach: Reach?, measuredPercent: BigDecimal, knownPercent: BigDecimal) {
        self.reach = reach
        self.measuredPercent = measuredPercent
        self.knownPercent = knownPercent
    }
}

extension Confidence {
    /// - Parameters:
    ///   - total: of `sheets`.
    ///   - scores: of all indicators of the template.
    ///   - errors: standard errors in points, of those scores that have one, by indicator.
    init(
        of total: Total, _ sheets: [Sheet], _ scores: [IndicatorScore], errors: [String: BigDecimal],
        under template: Template
    ) {
        let shares = sheets.sharesOfTotal(template.measuredIn)
        var (measured, known, variance) = (Rational.zero, Rational.zero, Rational.zero)
        for score in scores where score.kind == .measured && score.points != nil {
            guard let share = shares[score.dimension] else { continue }
            let weight = share * Rational(score.maxPoints)
            measured += weight
            guard let error = errors[score.indicator] else { continue }
            known += weight
            let part = Rational(100) * share * Rational(error)
            variance += part * part
        }
        measuredPercent = (Rational(100) * measured).rounded(to: 2)
        knownPercent = (Rational(100) * known).rounded(to: 2)
        reach = errors.isEmpty ? nil : variance.squareRoot(to: 2).map { Reach(of: total, error: $0, under: template) }
    }
}

extension Confidence.Reach {
    fileprivate init(of total: Total, error: BigDecimal, under template: Template) {
        self.error = error
        interval = Interval(total.points, error: error, within: 0...100, digits: 2)
        // From the best grade down, how likely each grade's bound is reached; the last one's always is.
        let reached = template.grades.dropLast().map { grade -> BigDecimal in
            let distance = Rational(total.points - grade.atLeast)
            guard let z = distance.divided(by: Rational(error)) else { return total.points >= grade.atLeast ? 1 : 0 }
            return Normal.below(z.rounded(to: 6))
        }
        let shares = zip(reached + [1], [0] + reached).map { $0 - $1 }
        chances = zip(template.grades, Percentages.whole(of: shares)).compactMap { grade, percent in
            percent > 0 ? Confidence.GradeChance(grade: grade.name, percent: percent) : nil
        }
    }
}

extension [Sheet] {
    /// What one more point of a measured indicator adds to the total, out of 1, by the dimension that it is in; it counts in all sheets that it
    /// reaches and that are no overall number.
    fileprivate func sharesOfTotal(_ measuredIn: MeasuredIn) -> [String: Rational] {
        let whole = reduce(Rational.zero) { $0 + Rational($1.perspective.weight) }
        var shares: [String: Rational] = [:]
        for sheet in self where measuredIn.reaches(sheet.perspective.kind) {
            guard case .dimensions(let contributions) = sheet.basis else { continue }
            for contribution in contributions {
                let full = Rational(contribution.weightPresent) * Rational(contribution.available) * whole
                guard let share = Rational(sheet.perspective.weight * contribution.weight).divided(by: full) else {
                    continue
                }
                shares[contribution.dimension, default: .zero] += share
            }
        }
        return shares
    }
}
