package import Exact

/// What all sheets come to.
package struct Total: Sendable, Hashable {
    /// 2 digits.
    package let points: BigDecimal
    /// The name of the grade.
    package let grade: String
    package let coefficient: BigDecimal
    /// Whether a grade's lower bound (0 aside) is within the template's `near_cut` points.
    package let nearCut: Bool
    /// The indicator whose cap holds the grade below that of the points; nil where none does.
    package var cappedBy: String?
}

extension Template {
    /// The total of the sheets that exist: each counts in proportion to its perspective's weight.
    ///
    /// Nil where there is no sheet.
    func total(of sheets: [Sheet]) -> Total? {
        let sum = sheets.reduce(Rational.zero) { $0 + Rational($1.score) * Rational($1.perspective.weight) }
        let weight = sheets.reduce(Rational.zero) { $0 + Rational($1.perspective.weight) }
        guard let points = sum.divided(by: weight)?.rounded(to: 2), let grade = grade(of: points) else { return nil }
        let nearCut = grades.contains { grade in
            grade.atLeast > 0 && max(points - grade.atLeast, grade.atLeast - points) <= self.nearCut
        }
        return Total(points: points, grade: grade.name, coefficient: grade.coefficient, nearCut: nearCut)
    }

    /// The grade of a rounded total: the first whose lower bound it reaches.
    package func grade(of total: BigDecimal) -> Grade? {
        grades.first { $0.atLeast <= total }
    }
}
