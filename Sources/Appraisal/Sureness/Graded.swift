package import Exact

/// A total with its grade, and how far chance could have moved it.
package struct Graded: Sendable, Hashable {
    package let grade: String
    package let total: BigDecimal
    /// Nil where no error is known.
    package let reach: Confidence.Reach?

    package init(_ total: Total, _ confidence: Confidence?, under template: Template) {
        grade = total.grade
        self.total = total.points
        reach = confidence?.reach.map { total.cappedBy == nil ? $0 : $0.held(at: total.grade, under: template) }
    }
}

extension Confidence.Reach {
    /// The same where a cap leaves no better grade: what chance would bring above it comes to it.
    fileprivate func held(at grade: String, under template: Template) -> Confidence.Reach {
        let above = Set(template.grades.prefix { $0.name != grade }.map(\.name) + [grade])
        let percent = chances.filter { above.contains($0.grade) }.reduce(0) { $0 + $1.percent }
        let own = percent > 0 ? [Confidence.GradeChance(grade: grade, percent: percent)] : []
        return Confidence.Reach(
            error: error, interval: interval, chances: own + chances.filter { !above.contains($0.grade) })
    }
}
