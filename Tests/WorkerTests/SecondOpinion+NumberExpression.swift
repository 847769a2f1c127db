extension SecondOpinion {
    /// A number of one row, as text of the measure language and as a value of its own.
    indirect enum NumberExpression: Sendable {
        case column(String)
        case constant(Fraction)
        case negated(NumberExpression)
        case sum(NumberExpression, NumberExpression)
        case difference(NumberExpression, NumberExpression)
        case product(NumberExpression, NumberExpression)
        case quotient(NumberExpression, NumberExpression)
        case magnitude(NumberExpression)
        case least([NumberExpression])
        case greatest([NumberExpression])
        case coalesce([NumberExpression])
        case duration(Unit, IntervalExpression)
        /// The first of which the condition holds, or the last.
        case choice([(when: Condition, then: NumberExpression)], else: NumberExpression?)
        /// Monday is 1.
        case weekday(InstantExpression)
        case hour(InstantExpression)
    }

    enum Unit: String, CaseIterable {
        case hours, minutes, days

        var microseconds: Fraction {
            switch self {
            case .hours: 3_600_000_000
            case .minutes: 60_000_000
            case .days: 86_400_000_000
            }
        }
    }

    indirect enum IntervalExpression: Sendable {
        case between(InstantExpression, InstantExpression)
        /// The same, unknown where it is less than nothing.
        case elapsed(InstantExpression, InstantExpression)
        /// As much of it as is work.
        case working(InstantExpression, InstantExpression)
        case sum(IntervalExpression, IntervalExpression)
    }

    indirect enum InstantExpression: Sendable {
        case column(String)
        case periodStart
        case periodEnd
        case coalesce(InstantExpression, InstantExpression)
    }
}

extension SecondOpinion.NumberExpression {
    typealias Fraction = SecondOpinion.Fraction

    func value(_ row: SecondOpinion.Row, _ period: SecondOpinion.Period) -> Fraction? {
        switch self {
        case .column(let name): row.number(name)
        case .constant(let number): number
        case .negated(let operand): operand.value(row, period).map { -$0 }
        case .sum(let left, let right): Self.combined(left, right, row, period, by: +)
        case .difference(let left, let right): Self.combined(left, right, row, period, by: -)
        case .product(let left, let right): Self.combined(left, right, row, period, by: *)
        case .quotient(let left, let right):
            Self.combined(left, right, row, period, by: /).map { right.isConstant ? $0 : $0.rounded(12) }
        case .magnitude(let operand): operand.value(row, period)?.magnitude
        case .least(let operands): operands.compactMap { $0.value(row, period) }.min()
        case .greatest(let operands): operands.compactMap { $0.value(row, period) }.max()
        case .coalesce(let operands): operands.compactMap { $0.value(row, period) }.first
        case .duration(let unit, let interval):
            interval.value(row, period).flatMap { Fraction($0) / unit.microseconds }
        case .choice(let cases, let last):
            (cases.first { $0.when.value(row, period) == true }?.then ?? last)?.value(row, period)
        case .weekday(let instant): instant.local(row, period).map { Fraction(($0.day + 3) % 7 + 1) }
        case .hour(let instant): instant.local(row, period).map { Fraction($0.hour) }
        }
    }

    /// Only a quotient of columns has digits of its own; a divisor that is the same in every row is no such thing.
    private var isConstant: Bool {
        switch self {
        case .constant: true
        case .negated(let operand): operand.isConstant
        default: false
        }
    }

    private static func combined(
        _ left: Self, _ right: Self, _ row: SecondOpinion.Row, _ period: SecondOpinion.Period,
        by combine: (Fraction, Fraction) -> Fraction?
    ) -> Fraction? {
        guard let left = left.value(row, period), let right = right.value(row, period) else { return nil }
        return combine(left, right)
    }

    /// - Parameter binding: how tightly what stands around binds: 1 a sum, 2 a product, 3 what takes one operand.
    func text(within binding: Int = 0) -> String {
        func enclosed(_ text: String, _ own: Int) -> String { own < binding ? "(\(text))" : text }
        func list(_ operands: [Self]) -> String { operands.map { $0.text() }.joined(separator: ", ") }
        return switch self {
        case .column(let name): name
        case .constant(let number): "\(number)"
        case .negated(let operand): enclosed("-\(operand.text(within: 4))", 3)
        case .sum(let left, let right): enclosed("\(left.text(within: 1)) + \(right.text(within: 2))", 1)
        case .difference(let left, let right): enclosed("\(left.text(within: 1)) - \(right.text(within: 2))", 1)
        case .product(let left, let right): enclosed("\(left.text(within: 2)) * \(right.text(within: 3))", 2)
        case .quotient(let left, let right): enclosed("\(left.text(within: 2)) / \(right.text(within: 3))", 2)
        case .magnitude(let operand): "abs(\(operand.text()))"
        case .least(let operands): "least(\(list(operands)))"
        case .greatest(let operands): "greatest(\(list(operands)))"
        case .coalesce(let operands): "coalesce(\(list(operands)))"
        case .duration(let unit, let interval): "\(unit.rawValue)(\(interval.text))"
        case .choice(let cases, let last):
            "case \(cases.map { "when \($0.when.text()) then \($0.then.text())" }.joined(separator: " "))"
                + (last.map { " else \($0.text())" } ?? "") + " end"
        case .weekday(let instant): "weekday(\(instant.text))"
        case .hour(let instant): "hour(\(instant.text))"
        }
    }
}

extension SecondOpinion.IntervalExpression {
    /// In microseconds; a day between two dates has 24 hours, whatever the clocks do.
    func value(_ row: SecondOpinion.Row, _ period: SecondOpinion.Period) -> Int? {
        switch self {
        case .between(.column(let from), .column(let to)) where row.day(from) != nil && row.day(to) != nil:
            row.day(to).flatMap { to in row.day(from).map { (to - $0) * SecondOpinion.Days.microseconds } }
        case .between(let from, let to):
            to.value(row, period).flatMap { to in from.value(row, period).map { to - $0 } }
        case .elapsed(let from, let to):
            Self.between(from, to).value(row, period).flatMap { $0 < 0 ? nil : $0 }
        case .working(let from, let to):
            from.value(row, period).flatMap { from in
                to.value(row, period).flatMap { to in
                    from <= to ? period.work(of: row).worked(from: from, to: to, in: period.zone) : nil
                }
            }
        case .sum(let left, let right):
            left.value(row, period).flatMap { left in right.value(row, period).map { left + $0 } }
        }
    }

    var text: String {
        switch self {
        case .between(let from, let to): "\(to.text) - \(from.text)"
        case .working(let from, let to): "working(\(from.text), \(to.text))"
        case .elapsed(let from, let to): "elapsed(\(from.text), \(to.text))"
        case .sum(let left, let right): "(\(left.text)) + (\(right.text))"
        }
    }
}

extension SecondOpinion.InstantExpression {
    /// What calendar and clock show then in the zone of the period.
    fileprivate func local(_ row: SecondOpinion.Row, _ period: SecondOpinion.Period) -> (day: Int, hour: Int)? {
        value(row, period).map { instant in
            let local = SecondOpinion.Days.local(instant, in: period.zone)
            return (
                local / SecondOpinion.Days.microseconds, local % SecondOpinion.Days.microseconds / 3_600_000_000
            )
        }
    }

    func value(_ row: SecondOpinion.Row, _ period: SecondOpinion.Period) -> Int? {
        switch self {
        case .column(let name): row.instant(name, in: period)
        case .periodStart: period.start
        case .periodEnd: period.end
        case .coalesce(let first, let second): first.value(row, period) ?? second.value(row, period)
        }
    }

    var text: String {
        switch self {
        case .column(let name): name
        case .periodStart: "period_start"
        case .periodEnd: "period_end"
        case .coalesce(let first, let second): "coalesce(\(first.text), \(second.text))"
        }
    }
}
