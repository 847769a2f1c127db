extension SecondOpinion {
    /// The points of one indicator in everyone's view.
    struct IndicatorPoints {
        let indicator: Document.Indicator
        /// Of a measured one.
        var measured: Fraction?
        /// Of a rated one, by source.
        var rated: [String: Fraction] = [:]
    }

    /// One source's view of a person.
    struct Sheet {
        let source: String
        let weight: Fraction
        let score: Fraction
        let coverage: Fraction
        /// What one more point adds, by dimension.
        private(set) var perPoint: [String: Fraction] = [:]

        /// One overall number.
        init(_ source: String, weight: Fraction, overall: Fraction) {
            self.source = source
            self.weight = weight
            score = overall
            coverage = 100
        }

        /// Nil where nothing has points.
        init?(_ source: String, weight: Fraction, _ template: Document, points: [String: IndicatorPoints]) {
            var present: [(code: String, weight: Fraction, earned: Fraction, available: Fraction, all: Fraction)] = []
            for dimension in template.dimensions {
                let scored = dimension.indicators.compactMap { indicator in
                    let points = points[indicator.code]
                    return (points?.measured ?? points?.rated[source]).map {
                        (earned: $0, full: indicator.points.value)
                    }
                }
                guard !scored.isEmpty else { continue }
                present.append(
                    (
                        dimension.code, dimension.weight.value, .sum(scored.map(\.earned)), .sum(scored.map(\.full)),
                        .sum(dimension.indicators.map(\.points.value))
                    ))
            }
            guard !present.isEmpty else { return nil }
            let whole = Fraction.sum(present.map(\.weight))
            let contributions = present.map { part in
                (part.weight * 100 * part.earned / (whole * part.available))?.rounded(2) ?? 0
            }
            let covered = present.map { $0.weight * $0.available / $0.all ?? 0 }
            self.source = source
            self.weight = weight
            score = .sum(contributions)
            coverage = Fraction.sum(covered).rounded(2)
            for part in present { perPoint[part.code] = 100 * part.weight / (whole * part.available) }
        }
    }
}
