package import Exact

/// A value that leaves no better grade than one, whatever the total.
package struct Cap: Sendable, Hashable {
    /// From which values on it holds.
    package enum Bound: Sendable, Hashable {
        case atLeast(BigDecimal)
        case atMost(BigDecimal)

        func holds(for value: BigDecimal) -> Bool {
            switch self {
            case .atLeast(let least): value >= least
            case .atMost(let most): value <= most
            }
        }
    }

    /// The code of a measured indicator.
    package let indicator: String
    package let bound: Bound
    /// The name of the best grade that it leaves.
    package let grade: String
    /// Why, for people.
    package let title: LocalizedText
}

extension Template {
    /// The cap that holds: of several the one that leaves the worst grade, of those that leave the same the first.
    ///
    /// - Parameter value: what the scale of an indicator reads, by the indicator's code; nil where there is nothing.
    package func cap(by value: (String) -> BigDecimal?) -> Cap? {
        var found: (cap: Cap, place: Int)?
        for cap in caps {
            guard let value = value(cap.indicator), cap.bound.holds(for: value), let place = place(ofGrade: cap.grade)
            else { continue }
            if found.map({ $0.place < place }) ?? true { found = (cap, place) }
        }
        return found?.cap
    }

    /// The cap that held a result; nil where none did.
    ///
    /// - Parameters:
    ///   - indicator: of the cap, as `merit.result` has it.
    ///   - grade: of the result.
    package func cap(on indicator: String?, leaving grade: String?) -> Cap? {
        guard let indicator, let grade else { return nil }
        return caps.first { $0.indicator == indicator && $0.grade == grade }
    }

    /// The total with the grade that the caps leave.
    func capped(_ total: Total, _ scores: [IndicatorScore]) -> Total {
        guard !caps.isEmpty,
            let cap = cap(by: { code in scores.first { $0.indicator == code }?.value }),
            let left = place(ofGrade: cap.grade), let reached = place(ofGrade: total.grade), left > reached
        else { return total }
        return Total(
            points: total.points, grade: cap.grade, coefficient: grades[left].coefficient, nearCut: total.nearCut,
            cappedBy: cap.indicator)
    }

    /// What whoever has a result that a cap held is told.
    package func words(of cap: Cap, total: BigDecimal) -> LocalizedText {
        let alone = grade(of: total)?.name ?? "–"
        return LocalizedText(
            zh: "因“\(cap.title.zh)”，等级最高为 \(cap.grade)；总分 \(total) 本为 \(alone)",
            en: "\"\(cap.title.en)\" leaves \(cap.grade) at best; the total of \(total) alone would bring \(alone)")
    }

    /// Whether a cap leaves a grade to be reached.
    package func isLeft(_ grade: Grade, by cap: Cap) -> Bool {
        guard let best = place(ofGrade: cap.grade), let place = place(ofGrade: grade.name) else { return true }
        return place >= best
    }

    private func place(ofGrade name: String) -> Int? { grades.firstIndex { $0.name == name } }
}
