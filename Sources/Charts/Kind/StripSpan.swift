/// The part of a scale that a strip shows, from the worst at the left to the best at the right.
struct StripSpan: Sendable {
    enum Side: Sendable {
        case low
        case high
    }

    private let bands: [ScaleStrip.Band]
    /// 1 where more is better, -1 where less is.
    private let sign: Double
    /// In values times ``sign``.
    private let scale: ClosedRange<Double>
    private let mapping: Mapping
    /// Whether the worst band is longer than is drawn.
    let isCut: Bool

    var left: Double { mapping.start }

    /// Nil without bands, and where all their ends are one value.
    init?(_ strip: ScaleStrip) {
        bands = strip.bands
        let ends = strip.bands.flatMap { [$0.best.value, $0.worst.value] }
        guard let best = strip.bands.first, let worst = strip.bands.last, let least = ends.min(), let most = ends.max(),
            least < most
        else { return nil }
        let telling = strip.bands.first { $0.best.value != $0.worst.value } ?? best
        sign =
            telling.best.value != telling.worst.value
            ? (telling.best.value > telling.worst.value ? 1 : -1) : (best.best.value > worst.worst.value ? 1 : -1)
        let sign = sign
        scale = sign > 0 ? least...most : -most...(-least)
        let shown =
            [strip.value, strip.target, strip.interval?.low, strip.interval?.high, strip.peers?.low, strip.peers?.high]
            .compactMap { $0 }.map { $0.value * sign }

        // A worst band longer than all others together is cut to two fifths of the strip, if nothing lies beyond.
        let inner = scale.upperBound - worst.best.value * sign
        var low = scale.lowerBound
        if strip.bands.count > 1, inner > 0, worst.best.value * sign - low > inner {
            let furthest = (shown.min() ?? scale.upperBound) - 0.08 * inner
            low = max(low, min(worst.best.value * sign - inner * 2 / 3, furthest))
            if low - scale.lowerBound < 0.2 * (worst.best.value * sign - scale.lowerBound) { low = scale.lowerBound }
        }
        isCut = low > scale.lowerBound
        // What lies beyond all bands is shown as far as a third of the strip.
        let room = (scale.upperBound - low) * 0.35
        var high = scale.upperBound
        if let most = shown.max(), most > high { high = min(most + room * 0.1, high + room) }
        if let least = shown.min(), least < low { low = max(least - room * 0.1, low - room) }
        mapping = Mapping(low, high, to: 7, SVG.width - 7)
    }

    func x(of figure: Figure) -> Double { mapping(figure.value * sign) }

    func ends(of band: ScaleStrip.Band) -> ClosedRange<Double> {
        let (one, other) = (x(of: band.best), x(of: band.worst))
        return min(one, other)...max(one, other)
    }

    /// Which end of the drawing a figure lies beyond.
    func side(beyond figure: Figure) -> Side? {
        let value = figure.value * sign
        return value < mapping.low ? .low : value > mapping.high ? .high : nil
    }

    /// The band of a value, as scales find it: the first whose worst end is not better than the value, else the last.
    func band(of figure: Figure) -> ScaleStrip.Band? {
        bands.first { $0.worst.value * sign <= figure.value * sign } ?? bands.last
    }

    /// What is drawn outside all bands.
    var beyond: [ClosedRange<Double>] {
        let ends = (mapping(scale.lowerBound), mapping(scale.upperBound))
        return [mapping.start...ends.0, ends.1...mapping.end].filter { $0.upperBound - $0.lowerBound > 1 }
    }

    /// Where bands end, each place once, those nearest to a value first.
    func edges(nearestTo value: Figure?) -> [(text: String, x: Double)] {
        var edges: [(text: String, x: Double, distance: Double)] = []
        let middle = value.map(x) ?? mapping.end
        for band in bands {
            for figure in [band.best, band.worst] {
                let place = x(of: figure)
                guard !edges.contains(where: { abs($0.x - place) < 0.01 }) else { continue }
                let isBeyondCut = isCut && figure.value * sign < mapping.low
                edges.append((isBeyondCut ? "… \(figure.text)" : figure.text, place, abs(place - middle)))
            }
        }
        return edges.sorted { ($0.distance, $0.x) < ($1.distance, $1.x) }.map { ($0.text, $0.x) }
    }
}
