package import Exact

/// An outcome that a result proposes, and why.
package struct Proposal: Sendable, Hashable {
    package let kind: OutcomeKind
    package let reason: LocalizedText
}

extension Template {
    /// How many consecutive periods its longest streak looks at; 1 where it has none.
    package var longestStreak: Int { streaks.map(\.periods).max() ?? 1 }

    /// Whether any grade leads to anything.
    package var proposesOutcomes: Bool { !streaks.isEmpty || grades.contains { !$0.outcomes.isEmpty } }

    /// What a grade leads to, and what consecutive periods with it lead to; each kind once.
    ///
    /// - Parameters:
    ///   - past: the grades of the periods before, the nearest first, as far as they follow on each other without a gap.
    package func proposals(grade name: String, total: BigDecimal, in period: String, past: [PastGrade]) -> [Proposal] {
        guard let grade = grades.first(where: { $0.name == name }) else { return [] }
        let because = LocalizedText(zh: "总分 \(total)，等级 \(name)", en: "total \(total), grade \(name)")
        let row = ([period] + past.prefix { $0.grade == name }.map(\.period))
        let streaks = streaks.filter { $0.grade == name && $0.periods <= row.count }.map { streak in
            let periods = row.prefix(streak.periods).reversed()
            return Proposal(
                kind: streak.outcome,
                reason: LocalizedText(
                    zh: "连续 \(streak.periods) 期等级为 \(name)：\(periods.joined(separator: "、"))",
                    en: "grade \(name) in \(streak.periods) consecutive periods: \(periods.joined(separator: ", "))"))
        }
        return (grade.outcomes.map { Proposal(kind: $0, reason: because) } + streaks).reduce(into: []) { merged, next in
            guard let place = merged.firstIndex(where: { $0.kind == next.kind }) else { return merged.append(next) }
            let first = merged[place].reason
            merged[place] = Proposal(
                kind: next.kind,
                reason: LocalizedText(
                    zh: "\(first.zh)；\(next.reason.zh)", en: "\(first.en); \(next.reason.en)"))
        }
    }
}
