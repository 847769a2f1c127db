package import Exact

/// One perspective's view of a person, out of 100.
package struct Sheet: Sendable, Hashable {
    package enum Basis: Sendable, Hashable {
        /// The points of indicators, by dimension.
        case dimensions([Contribution])
        /// Overall numbers.
        case overall(Rating)
    }

    package let perspective: Perspective
    package let basis: Basis
    /// 2 digits.
    package let score: BigDecimal
    /// The percentage of the weight that could be scored, 2 digits.
    package let coverage: BigDecimal

    /// A sheet that is one overall number covers everything.
    init(_ overall: Rating, from perspective: Perspective) {
        self.perspective = perspective
        basis = .overall(overall)
        score = overall.points
        coverage = BigDecimal(100).rounded(to: 2)
    }

    /// The sheet of a perspective that speaks by indicator; nil where no indicator has points in its view.
    ///
    /// - Parameter scores: of all indicators of the template.
    package init?(of template: Template, from perspective: Perspective, scores: [IndicatorScore]) {
        // By place, because a dimension is large to copy.
        let dimensions = template.dimensions
        let measuredIn = template.measuredIn
        let room = measuredIn == .data ? SheetRoom(in: template, from: perspective.kind) : nil
        let earnings = dimensions.indices.map {
            Earnings(in: dimensions[$0].code, from: perspective.kind, measuredIn, scores)
        }
        var weightPresent: BigDecimal = 0
        for place in dimensions.indices where earnings[place] != nil { weightPresent += dimensions[place].weight }
        let contributions = dimensions.indices.compactMap { place in
            earnings[place].flatMap {
                Contribution(
                    of: dimensions[place], earned: $0.points, available: $0.full, weightPresent: weightPresent,
                    full: room?.points[place] ?? dimensions[place].points)
            }
        }
        guard !contributions.isEmpty else { return nil }
        var covered = contributions.reduce(Rational.zero) { $0 + $1.coverage }
        if let room { covered = (covered * Rational(100)).divided(by: Rational(room.weight)) ?? covered }
        self.init(contributions, from: perspective, coverage: covered.rounded(to: 2))
    }

    private init(_ contributions: [Contribution], from perspective: Perspective, coverage: BigDecimal) {
        self.perspective = perspective
        basis = .dimensions(contributions)
        score = contributions.reduce(0) { $0 + $1.points }
        self.coverage = coverage
    }

    /// The same with so many points more in one dimension; an overall number stays what it is.
    func gaining(_ points: BigDecimal, in dimension: Dimension) -> Sheet {
        guard case .dimensions(var contributions) = basis,
            let place = contributions.firstIndex(where: { $0.dimension == dimension.code })
        else { return self }
        let now = contributions[place]
        guard
            let then = Contribution(
                of: dimension, earned: now.earned + points, available: now.available, weightPresent: now.weightPresent,
                full: now.full)
        else { return self }
        contributions[place] = then
        return Sheet(contributions, from: perspective, coverage: coverage)
    }
}

extension [Sheet] {
    /// The sheet of the perspective with the greatest weight; of several, the one that the template lists first.
    var heaviest: Sheet? {
        let kind = map(\.perspective).heaviest?.kind
        return first { $0.perspective.kind == kind }
    }
}

extension IndicatorScore {
    /// The points in one perspective's view: what is measured counts in all, or in that of the data alone, what is rated in the rater's
    /// own, points that an appeal set in those of all raters.
    package func points(from perspective: Perspective.Kind, _ measuredIn: MeasuredIn) -> BigDecimal? {
        if kind == .measured { return measuredIn.reaches(perspective) ? points : nil }
        return appeal != nil && perspective.rates ? points : given(by: perspective)
    }
}
