package import Exact

/// How much of a period somebody was there to work, by the calendar of working time.
package struct WorkingDays: Sendable, Hashable {
    /// Days employed on which the person's calendar has work.
    package let count: Int
    /// How many of them were leave; half a day is half.
    package let onLeave: BigDecimal
    /// The person's working time, less leave, by that of the calendar for all over the whole period; nil where that has none.
    ///
    /// It has 12 digits, and values are divided by it as it is kept.
    package let fullTimeEquivalent: BigDecimal?

    package init(count: Int, onLeave: BigDecimal, fullTimeEquivalent: BigDecimal?) {
        self.count = count
        self.onLeave = onLeave
        self.fullTimeEquivalent = fullTimeEquivalent
    }

    /// Less leave.
    package var worked: BigDecimal { (Rational(count) - Rational(onLeave)).rounded(to: onLeave.scale).normalized }

    /// - Parameters:
    ///   - work: the length of the shifts that begin on a day, in minutes; 0 where none does.
    ///   - leave: by day the part of it that was leave, from 0 to 1.
    ///   - full: the length of all shifts of the period by the calendar for all, in minutes.
    package init(of employment: Employment, work: (Int) -> Int, leave: [Int: BigDecimal], full: Int) {
        var (count, whole) = (0, 0)
        var (onLeave, rest) = (Rational.zero, Rational.zero)
        for day in employment.stretches.joined() {
            let minutes = work(day)
            guard minutes > 0 else { continue }
            count += 1
            guard let part = leave[day].map({ Rational($0) }) else {
                whole += minutes
                continue
            }
            onLeave += part
            rest += Rational(minutes) * (.one - part)
        }
        self.init(
            count: count, onLeave: onLeave.rounded(to: 6).normalized,
            fullTimeEquivalent: (Rational(whole) + rest).divided(by: Rational(full))?.rounded(to: 12))
    }
}
