package import Exact

extension Template {
    /// How much of the total rests on sheets that hold what is measured.
    package var measuredShare: Rational {
        let views = perspectives.filter { measuredIn.reaches($0.kind) }.reduce(BigDecimal.zero) { $0 + $1.weight }
        let whole = perspectives.reduce(BigDecimal.zero) { $0 + $1.weight }
        return Rational(views).divided(by: Rational(whole)) ?? .one
    }

    /// The same as far as it is measured: what people rate is left out, and nobody has to have been there for so long.
    ///
    /// By it one sees how a period stands while it runs: what is measured counts as if the rest were as good.
    package var measuredAlone: Template {
        Template(
            code: code, version: version, title: title, isDefault: isDefault, posts: posts,
            perspectives: [Perspective(kind: .data, weight: 100, required: false)], measuredIn: measuredIn, minDays: 0,
            minCoverage: 0,
            // Whatever could earn more, so that there is something to say of the next grade.
            plan: PlanRule(belowPercent: 100, atMost: 8), nearCut: nearCut, grades: grades, streaks: [],
            caps: caps, dimensions: dimensions)
    }
}
