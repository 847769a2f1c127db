package import Appraisal
import Exact

extension IndicatorRecord {
    /// The score as the rules see it, to work out again what was made of it.
    package var score: IndicatorScore {
        IndicatorScore(
            dimension: dimension, indicator: indicator, kind: .init(rawValue: kind) ?? .measured,
            state: .init(rawValue: state) ?? .noData, value: value, rawValue: rawValue, numerator: numerator,
            denominator: denominator, sample: sample, band: band, points: points, maxPoints: maxPoints,
            ratings: [Perspective.Kind.`self`, .supervisor, .peer].compactMap { perspective in
                given(by: perspective).map { Rating(perspective: perspective, points: $0, raters: 1) }
            }, appeal: appeal, previous: previousValue)
    }

    private func given(by perspective: Perspective.Kind) -> BigDecimal? {
        switch perspective {
        case .`self`: selfPoints
        case .supervisor: supervisorPoints
        case .peer: peerPoints
        case .data: nil
        }
    }
}
