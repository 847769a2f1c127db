import Exact

extension TemplateDocument {
    /// The piece of a template that accepting a review of one of its indicators comes to; nil where people act and the template
    /// stays, or where no scale would be any better.
    package func amendment(for review: IndicatorReview) -> TemplateDocument? {
        guard let scale = review.indicator.scale else { return nil }
        switch review.recommendation {
        case .raiseTarget:
            guard let reached = review.quartile(better: true, on: scale) else { return nil }
            return moved(review, scale, from: scale.fullPointsEdge, to: reached)
        case .lowerTargetOrTrain:
            guard let reached = review.quartile(better: false, on: scale) else { return nil }
            return moved(review, scale, from: scale.noPointsEdge, to: reached)
        case .prioritise:
            return weighed(review, scale)
        case .tooFew, .fixData, .tooNoisy, .examine, .trainRaters, .keep: return nil
        }
    }

    /// A scale whose edges all move as far as one of them has to.
    private func moved(
        _ review: IndicatorReview, _ scale: Scale, from edge: BigDecimal, to reached: BigDecimal
    ) -> TemplateDocument? {
        let distance = reached - edge
        guard distance != 0 else { return nil }
        let bands = scale.bands.enumerated().map { index, band in
            // A first band of one number ends at its best where nothing can be better, such as 100%.
            let best = index == 0 && band.first == band.last ? band.best : band.best + distance
            let worst = band.worst + distance
            return Band(
                name: "", best: scale.direction.isBetter(worst, than: best) ? worst : best, worst: worst,
                first: band.first, last: band.last, step: band.step)
        }
        return piece(of: review) { node in
            node.setting("scale", to: .sequence(bands.indices.map { bands.node($0) }))
        }
    }

    /// Half as many points again, so that it decides more of its dimension; nil where it decides all of it, or would have more
    /// points than an indicator may.
    private func weighed(_ review: IndicatorReview, _ scale: Scale) -> TemplateDocument? {
        func raised(_ points: BigDecimal) -> BigDecimal { (points * BigDecimal(mantissa: 15, scale: 1)).rounded(to: 2) }
        let points = raised(review.indicator.points)
        guard NumberRule.share.allows(points), indicators(of: review.dimension).count > 1 else { return nil }
        return piece(of: review) { node in
            let bands = zip(scale.bands, node["scale"]?.elements ?? []).map { band, node in
                node.setting("points", to: .points(raised(band.first), raised(band.last)))
            }
            return node.setting("points", to: .number(points))
                .setting("scale", to: .sequence(bands))
        }
    }

    /// A document of one indicator of this one, changed.
    private func piece(
        of review: IndicatorReview, _ change: (TemplateNode) -> TemplateNode
    ) -> TemplateDocument? {
        let indicator = indicators(of: review.dimension).first { $0["code"]?.text == review.indicator.code }
        return indicator.map { TemplateDocument(adding: change($0), to: review.dimension) }
    }

    private func indicators(of dimension: String) -> [TemplateNode] {
        root["dimensions"]?.elements.first { $0["code"]?.text == dimension }?["indicators"]?.elements ?? []
    }

    /// A piece of a template: one indicator in one dimension.
    init(adding indicator: TemplateNode, to dimension: String) {
        self.init(
            root: .mapping([
                .init(
                    key: "dimensions",
                    value: .sequence([
                        .mapping([
                            .init(key: "code", value: .text(dimension)),
                            .init(key: "indicators", value: .sequence([indicator])),
                        ])
                    ]))
            ]), name: "proposal")
    }
}

extension IndicatorReview {
    /// The value that the better quarter of the results reaches, or all but the worse quarter; nil where it is no better, or no
    /// worse, than what the scale asks for now.
    fileprivate func quartile(better: Bool, on scale: Scale) -> BigDecimal? {
        guard tally.quartiles.count == 3 else { return nil }
        let isUpper = (scale.direction == .higherIsBetter) == better
        let value = tally.quartiles[isUpper ? 2 : 0].rounded(to: 2).normalized
        let moves =
            better
            ? scale.direction.isBetter(value, than: scale.fullPointsEdge)
            : scale.direction.isBetter(scale.noPointsEdge, than: value)
        return moves ? value : nil
    }
}

extension Scale {
    /// The worst value that still brings full points.
    fileprivate var fullPointsEdge: BigDecimal {
        let full = bands[0].first
        let last = bands.last { $0.first == full && $0.last == full }
        return last?.worst ?? bands[0].best
    }

    /// The best value that brings nothing.
    fileprivate var noPointsEdge: BigDecimal {
        let earning = bands.last { $0.first.signum > 0 }
        return earning?.worst ?? bands[0].best
    }
}

extension [Band] {
    /// The band as a template writes it, named after its edges.
    fileprivate func node(_ index: Int) -> TemplateNode {
        let band = self[index]
        let (best, worst) = (band.best.normalized, band.worst.normalized)
        let name = index == 0 ? "\(worst) or better" : index == count - 1 ? "past \(best)" : "\(best) to \(worst)"
        let node = TemplateNode.band(name, best: best, worst: worst, points: .points(band.first, band.last))
        return band.step.map { node.setting("step", to: .number($0)) } ?? node
    }
}

extension TemplateNode {
    static func text(_ text: String) -> TemplateNode { .scalar(text, quoted: true) }

    static func number(_ number: BigDecimal) -> TemplateNode { .scalar("\(number.normalized)", quoted: false) }

    static func band(_ name: String, best: BigDecimal, worst: BigDecimal, points: TemplateNode) -> TemplateNode {
        .mapping([
            .init(key: "band", value: .text(name)), .init(key: "best", value: .number(best)),
            .init(key: "worst", value: .number(worst)), .init(key: "points", value: points),
        ])
    }

    /// One number where both are equal.
    static func points(_ first: BigDecimal, _ last: BigDecimal) -> TemplateNode {
        first == last ? .number(first) : .sequence([.number(first), .number(last)])
    }
}
