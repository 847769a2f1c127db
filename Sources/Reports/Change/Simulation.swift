package import Appraisal
package import Exact
package import Store

/// What draft templates would have made of a scored period.
package struct Simulation: Sendable {
    /// One person whose total, grade, coefficient or status would be another; without indicators, because there may be many.
    package struct Change: Sendable {
        package let before: ResultRecord
        package let after: ResultRecord
        /// How sure it would be; nil without a total, and of whoever is on no draft.
        package let graded: Graded?

        /// Points of the total; nil where one of the two has none.
        package var difference: BigDecimal? {
            after.total.flatMap { total in before.total.map { total - $0 } }
        }
    }

    package let period: String
    /// Whose result would be another, in the order in which they were added.
    package private(set) var changes: [Change] = []
    private var before = Distribution()
    private var after = Distribution()

    package init(period: String) {
        self.period = period
    }

    /// Takes in one person.
    ///
    /// - Parameters:
    ///   - old: the result as it is.
    ///   - new: as it would be.
    ///   - graded: how sure that would be; nil without a total, and of whoever is on no draft.
    package mutating func add(_ old: ResultRecord, _ new: ResultRecord, _ graded: Graded? = nil) {
        before.add(old)
        after.add(new)
        if old.total != new.total || old.grade != new.grade || old.coefficient != new.coefficient
            || old.status != new.status
        {
            changes.append(
                Change(before: old.withoutIndicators, after: new.withoutIndicators, graded: graded))
        }
    }

    /// How much more is paid: the difference of the sums of coefficients.
    package var coefficientChange: BigDecimal { after.coefficients - before.coefficients }

    /// Who changes, a line each; people whose total alone moves are listed too.
    package static func people(_ simulations: [Simulation], in language: Language) -> Table {
        var table = Table([
            .init("period"), .init("employee"), .init("name"), .init("template"), .init("total_before", isNumber: true),
            .init("total_after", isNumber: true), .init("difference", isNumber: true), .init("grade_before"),
            .init("grade_after"), .init("coefficient_before", isNumber: true),
            .init("coefficient_after", isNumber: true), .init("near_cut_after"), .init("why_no_total"),
            .init("total_error_after", isNumber: true), .init("grade_chance_after"), .init("capped_by_after"),
        ])
        for simulation in simulations {
            for change in simulation.changes {
                let (old, new) = (change.before, change.after)
                table.add([
                    simulation.period, new.employeeID, new.name ?? old.name, new.template?.description,
                    old.total?.description, new.total?.description, change.difference?.description, old.grade,
                    new.grade, old.coefficient?.normalized.description, new.coefficient?.normalized.description,
                    new.nearCut ? "yes" : "no", new.reason.map(language.of), change.graded?.reach?.error.description,
                    change.graded?.reach?.chances.map { "\($0.grade) \($0.percent)%" }.joined(separator: ", "),
                    new.cappedBy,
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
        func line(_ what: String, _ number: (Distribution) -> Int?) -> Line {
            Line(what: what, before: BigDecimal(number(before) ?? 0), after: BigDecimal(number(after) ?? 0))
        }
        let grade = language.text(zh: "等级", en: "grade")
        let coefficient = language.text(zh: "系数", en: "coefficient")
        let grades = Set(before.byGrade.keys).union(after.byGrade.keys).sorted()
        let coefficients = Set(before.byCoefficient.keys).union(after.byCoefficient.keys).sorted(by: >)
        return grades.map { name in line("\(grade) \(name)") { $0.byGrade[name] } }
            + coefficients.map { value in line("\(coefficient) \(value.normalized)") { $0.byCoefficient[value] } }
            + [
                line(language.text(zh: "无总分", en: "without a total"), \.withoutTotal),
                line(language.text(zh: "接近等级线", en: "near a cut"), \.nearCut),
                Line(
                    what: language.text(zh: "系数合计", en: "sum of coefficients"), before: before.coefficients,
                    after: after.coefficients),
            ]
    }
}

/// How many people have what.
private struct Distribution {
    private(set) var byGrade: [String: Int] = [:]
    private(set) var byCoefficient: [BigDecimal: Int] = [:]
    private(set) var withoutTotal = 0
    private(set) var nearCut = 0
    /// Their sum.
    private(set) var coefficients: BigDecimal = 0

    mutating func add(_ record: ResultRecord) {
        if let grade = record.grade { byGrade[grade, default: 0] += 1 }
        if let coefficient = record.coefficient { byCoefficient[coefficient, default: 0] += 1 }
        if record.total == nil { withoutTotal += 1 }
        if record.nearCut { nearCut += 1 }
        coefficients += record.coefficient ?? 0
    }
}
