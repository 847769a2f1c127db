package import Exact

/// What a weak indicator is to reach next: the edge of the next better band, or the next better level.
package struct Target: Sendable, Hashable {
    /// The value to reach; nil of a rated indicator.
    package let value: BigDecimal?
    /// The name of the band, or the code of the level.
    package let band: String
    /// What people call it: a level has a title, a band is called by its name.
    package let title: LocalizedText
    /// The points that it brings, 2 digits.
    package let points: BigDecimal
}

extension Indicator {
    /// What the next better band or level asks for; nil where nothing brings more points.
    ///
    /// Within the best band, whose points run straight, it is the band's best end; within the best level its most points.
    ///
    /// - Parameters:
    ///   - value: of a measured indicator.
    ///   - points: earned now.
    package func target(above value: BigDecimal?, points: BigDecimal) -> Target? {
        switch basis {
        case .measured(_, let scale): value.flatMap { scale.target(above: $0, points: points) }
        case .rated(let levels): levels.target(above: points)
        }
    }
}

extension Scale {
    fileprivate func target(above value: BigDecimal, points: BigDecimal) -> Target? {
        let current = band(of: value)
        let better = bands.prefix { $0 != current }.reversed().map(\.worst)
        // The near edges of better bands, the nearest first; then the best end of the best band.
        for edge in better + [bands[0].best] where direction.isBetter(edge, than: value) {
            let reached = score(edge)
            guard reached.points > points else { continue }
            return Target(
                value: edge, band: reached.band, title: LocalizedText(zh: reached.band, en: reached.band),
                points: reached.points)
        }
        return nil
    }
}

extension [Level] {
    fileprivate func target(above points: BigDecimal) -> Target? {
        if let next = last(where: { $0.range.lowerBound > points }) {
            return Target(value: nil, band: next.code, title: next.title, points: next.range.lowerBound.rounded(to: 2))
        }
        guard let best = first, best.range.upperBound > points else { return nil }
        return Target(value: nil, band: best.code, title: best.title, points: best.range.upperBound.rounded(to: 2))
    }
}
