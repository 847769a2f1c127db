package import Exact

extension Template {
    /// The weak spots of a result that become tasks: those that lose the most weighted points, the weakest first.
    ///
    /// docs/action.md, "Improvement tasks". Weighted points lost are
    /// `weight of the dimension × points lost / all points of the dimension`: what the indicator takes from a sheet that has
    /// everything, or where sheets hold one kind alone, from the total. Where nothing brings more points there is nothing to do, and no task.
    package func improvementPlan(for result: AppraisalResult) -> [WeakSpot] {
        guard plan.atMost > 0 else { return [] }
        let lost = dimensions.flatMap { dimension in
            dimension.indicators.compactMap { indicator in
                loss(of: indicator, in: dimension, result.indicators)
            }
        }
        // Sorting keeps the template's order among equals.
        return lost.enumerated()
            .sorted { ($1.element.weighted, $0.offset) < ($0.element.weighted, $1.offset) }
            .prefix(plan.atMost)
            .map { _, loss in
                WeakSpot(
                    indicator: loss.indicator, score: loss.score, points: loss.points, target: loss.target,
                    totalGain: gain(of: result, where: loss.score, reaches: loss.target.points))
            }
    }

    private typealias Loss = (
        indicator: Indicator, score: IndicatorScore, points: BigDecimal, target: Target, weighted: Rational
    )

    /// Nil where the indicator has no points, is not weak, or cannot do better.
    private func loss(of indicator: Indicator, in dimension: Dimension, _ scores: [IndicatorScore]) -> Loss? {
        guard let score = scores.first(where: { $0.indicator == indicator.code }), let points = score.points,
            points * 100 < plan.belowPercent * indicator.points,
            let target = indicator.target(above: score.value, points: points),
            let weighted = weight(of: indicator.points - points, of: indicator, in: dimension)
        else { return nil }
        return (indicator, score, points, target, weighted)
    }

    /// What the total would have been more with so many points for one indicator.
    ///
    /// Whoever rated it lower is taken to have given as many; an overall number stays what it is.
    private func gain(
        of result: AppraisalResult, where score: IndicatorScore, reaches points: BigDecimal
    ) -> BigDecimal? {
        guard let total = result.total, let dimension = dimensions.first(where: { $0.code == score.dimension }) else {
            return nil
        }
        let sheets = result.sheets.map { sheet in
            guard let now = score.points(from: sheet.perspective.kind, measuredIn), now < points else { return sheet }
            return sheet.gaining(points - now, in: dimension)
        }
        return self.total(of: sheets).map { $0.points - total.points }
    }
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
    ///   - indicator: whose cap held the grade; nil where none did.
    package func proposals(
        grade name: String, total: BigDecimal, in period: String, past: [PastGrade], cappedBy indicator: String? = nil
    ) -> [Proposal] {
        guard let grade = grades.first(where: { $0.name == name }) else { return [] }
        let cap = cap(on: indicator, leaving: name)
        let because = LocalizedText(
            zh: "总分 \(total)，等级 \(name)\(cap.map { "（\($0.title.zh)）" } ?? "")",
            en: "total \(total), grade \(name)\(cap.map { " (\($0.title.en))" } ?? "")")
        let row = ([period] + past.prefix { $0.grade == name }.map(\.period))
        let streaks = streaks.filter { $0.grade == name && $0.periods <= row.count }.map { streak in
            let periods = row.prefix(streak.periods).reversed()
            return Proposal(
                outcome: streak.outcome,
                reason: LocalizedText(
                    zh: "连续 \(streak.periods) 期等级为 \(name)：\(periods.joined(separator: "、"))",
                    en: "grade \(name) in \(streak.periods) consecutive periods: \(periods.joined(separator: ", "))"))
        }
        return (grade.outcomes.map { Proposal(outcome: $0, reason: because) } + streaks).reduce(into: []) {
            merged, next in
            guard let place = merged.firstIndex(where: { $0.outcome == next.outcome }) else {
                return merged.append(next)
            }
            let first = merged[place].reason
            merged[place] = Proposal(
                outcome: next.outcome,
                reason: LocalizedText(
                    zh: "\(first.zh)；\(next.reason.zh)", en: "\(first.en); \(next.reason.en)"))
        }
    }
}
