import Charts
import Exact

/// Between which totals a person's months usually lie: mean ± 2.66 × mean moving range (an XmR chart), from six months on.
struct UsualRange: Sendable {
    let mean: BigDecimal
    let low: BigDecimal
    let high: BigDecimal

    /// - Parameter totals: in the order of the months.
    init?(of totals: [BigDecimal]) {
        guard totals.count >= 6 else { return nil }
        let ranges = zip(totals, totals.dropFirst()).map { $1 < $0 ? $0 - $1 : $1 - $0 }
        guard let mean = Rational(totals.reduce(0, +)).divided(by: Rational(totals.count)),
            let moving = Rational(ranges.reduce(0, +)).divided(by: Rational(ranges.count))
        else { return nil }
        let width = moving * Rational(266).hundredth
        self.mean = mean.rounded(to: 2)
        low = max((mean - width).rounded(to: 2), 0)
        high = min((mean + width).rounded(to: 2), 100)
    }

    var drawn: TrendChart.Limits? {
        guard let mean = mean.figure, let low = low.figure, let high = high.figure else { return nil }
        return TrendChart.Limits(mean: mean, usual: Stretch(low, high))
    }
}

extension Rational {
    fileprivate var hundredth: Rational { divided(by: Rational(100)) ?? .zero }
}
