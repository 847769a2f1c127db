import Appraisal
package import Exact
package import Store

/// What draft templates would have made of a scored period.
package struct Simulation: Sendable {
    /// One person whose total, grade, coefficient or status would be another.
    package struct Change: Sendable {
        package let before: ResultRecord
        package let after: ResultRecord

        /// Points of the total; nil where one of the two has none.
        package var difference: BigDecimal? {
            after.total.flatMap { total in before.total.map { total - $0 } }
        }
    }

    package let period: String
    package let before: [ResultRecord]
    package let after: [ResultRecord]

    /// - Parameters:
    ///   - before: results as they are.
    ///   - after: of the same people in the same order.
    package init(period: String, before: [ResultRecord], after: [ResultRecord]) {
        self.period = period
        self.before = before
        self.after = after
    }

    /// Whose result would be another, in the order given.
    package var changes: [Change] {
        zip(before, after).filter { old, new in
            old.total != new.total || old.grade != new.grade || old.coefficient != new.coefficient
                || old.status != new.status
        }.map { Change(before: $0, after: $1) }
    }

    /// How much more is paid: the difference of the sums of coefficients.
    package var coefficientChange: BigDecimal { sum(after) - sum(before) }

    private func sum(_ records: [ResultRecord]) -> BigDecimal {
        records.reduce(0) { $0 + ($1.coefficient ?? 0) }
    }

    /// Who changes, a line each; people whose total alone moves are listed too.
    package static func people(_ simulations: [Simulation], in language: Language) -> Table {
        var table = Table([
            .init("period"), .init("employee"), .init("name"), .init("template"), .init("total_before", isNumber: true),
            .init("total_after", isNumber: true), .init("difference", isNumber: true), .init("grade_before"),
            .init("grade_after"), .init("coefficient_before", isNumber: true),
            .init("coefficient_after", isNumber: true), .init("near_cut_after"), .init("why_no_total"),
        ])
        for simulation in simulations {
            for change in simulation.changes {
                let (old, new) = (change.before, change.after)
                table.add([
                    simulation.period, new.employeeID, new.name ?? old.name, new.template?.description,
                    old.total?.description, new.total?.description, change.difference?.description, old.grade,
                    new.grade, old.coefficient?.normalized.description, new.coefficient?.normalized.description,
                    new.nearCut ? "yes" : "no", new.reason.map(language.of),
                ])
            }
        }
        return table
    }

    /// Distributions before and after, a line for each grade and coefficient; then the sums.
    package static func distribution(_ simulations: [Simulation], in language: Language) -> Table {
        var table = Table([
            .init("period"), .init("what"), .init("before", isNumber: true), .init("after", isNumber: true),
            .init("difference", isNumber: true),
        ])
        for simulation in simulations {
            for line in simulation.lines(in: language) {
                table.add([
                    simulation.period, line.what, line.before.description, line.after.description,
                    (line.after - line.before).description,
                ])
            }
        }
        return table
    }

    private struct Line {
        let what: String
        let before: BigDecimal
        let after: BigDecimal
    }

    private func lines(in language: Language) -> [Line] {
        let grade = language.text(zh: "等级", en: "grade")
        let coefficient = language.text(zh: "系数", en: "coefficient")
        func count(_ what: String, _ counts: (ResultRecord) -> Bool) -> Line {
            Line(
                what: what, before: BigDecimal(before.count(where: counts)),
                after: BigDecimal(after.count(where: counts)))
        }
        let grades = Set((before + after).compactMap(\.grade)).sorted()
        let coefficients = Set((before + after).compactMap(\.coefficient)).sorted(by: >)
        return grades.map { name in count("\(grade) \(name)") { $0.grade == name } }
            + coefficients.map { value in
                count("\(coefficient) \(value.normalized)") { $0.coefficient == value }
            }
            + [
                count(language.text(zh: "无总分", en: "without a total")) { $0.total == nil },
                count(language.text(zh: "接近等级线", en: "near a cut")) { $0.nearCut },
                Line(
                    what: language.text(zh: "系数合计", en: "sum of coefficients"), before: sum(before),
                    after: sum(after)),
            ]
    }
}
