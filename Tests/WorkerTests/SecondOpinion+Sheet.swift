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
            /// Whether an indicator has a place on it; of those that have none nothing is missed.
            func isHeld(_ indicator: Document.Indicator) -> Bool {
                template.measuredIn != "data" || (indicator.measure == nil) == (source != "data")
            }
            var present: [(code: String, weight: Fraction, earned: Fraction, available: Fraction, all: Fraction)] = []
            for dimension in template.dimensions {
                let held = dimension.indicators.filter(isHeld)
                let scored = held.compactMap { indicator in
                    let points = points[indicator.code]
                    return (points?.measured ?? points?.rated[source]).map {
                        (earned: $0, full: indicator.points.value)
                    }
                }
                guard !scored.isEmpty else { continue }
                present.append(
                    (
                        dimension.code, dimension.weight.value, .sum(scored.map(\.earned)), .sum(scored.map(\.full)),
                        .sum(held.map(\.points.value))
                    ))
            }
            guard !present.isEmpty else { return nil }
            let whole = Fraction.sum(present.map(\.weight))
            let contributions = present.map { part in
                (part.weight * 100 * part.earned / (whole * part.available))?.rounded(2) ?? 0
            }
            let possible = template.dimensions.filter { $0.indicators.contains(where: isHeld) }.map(\.weight.value)
            let covered = present.map { 100 * $0.weight * $0.available / ($0.all * .sum(possible)) ?? 0 }
            self.source = source
            self.weight = weight
            score = .sum(contributions)
            coverage = Fraction.sum(covered).rounded(2)
            for part in present { perPoint[part.code] = 100 * part.weight / (whole * part.available) }
        }
    }
}
