import Appraisal
import Charts
import Exact
import Reports
import Statistics

/// One person's month: the total, what it came from, what can be done about it.
struct PersonPage: Page {
    let month: PersonMonth
    /// Whether all that was written is on it.
    let isAll: Bool
    /// Nil where the template cannot be read.
    let rules: Rules?
    let period: ReportPeriod
    /// Label of the month before; nil where there is none.
    let before: String?

    var link: Link { .person(month.result.employee) }
    func title(_ words: Words) -> String { "\(month.result.shownName) · \(period.label)" }

    func fill(_ scope: inout Scope, _ words: Words) {
        let result = month.result
        scope.flag("own", result.isOwn)
        scope.text("name", result.shownName)
        scope.text("id", result.employee)
        scope.text("department", result.department)
        scope.text("dates", "\(words.day("\(period.startsOn)") ?? "") – \(words.day("\(period.endsOn)") ?? "")")
        scope.text("rule", rules.map { words.of($0.template.title) })
        scope.link("rule_link", rules.map { .rules($0.template.reference) })
        scope.link("history_link", .history(result.employee))
        scope.link("interview_link", .interview(result.employee))
        scope.link("words_link", isAll ? nil : .words(result.employee, page: 1))
        scope.link("trainings_link", .trainings(result.employee))
        fillTotal(&scope, words)
        fillIndicators(&scope, words)
        fillComparisons(&scope, words)
        fillNotes(&scope, words)
        fillAnswer(&scope, words)
    }

    private func fillTotal(_ scope: inout Scope, _ words: Words) {
        let result = month.result
        scope.flag("scored", result.total != nil)
        scope.text("total", result.total?.description)
        scope.text("grade", result.grade)
        scope.text("held", rules.flatMap { month.held(by: $0.template) }.map { words.of($0) })
        scope.text("coefficient", result.coefficient?.description)
        scope.flag("near_cut", result.isNearCut && result.cappedBy == nil)
        scope.text("rank", result.rank.map { "\($0)" })
        scope.text("reason", words.of(zh: result.reasonInChinese, en: result.reason))
        scope.text("coverage", result.coverage.flatMap { $0 < 100 ? "\($0.normalized)" : nil })
        scope.list("sheets", of: result.scores) { scope, sheet in
            scope.text("sheet", words.perspective(sheet.perspective))
            scope.text("sheet_score", sheet.score.description)
            let weight = rules?.template.perspectives.first { $0.kind.rawValue == sheet.perspective }?.weight
            scope.text("sheet_weight", weight.map { "\($0.normalized)" })
        }
        scope.text("nps", result.nps.map(words.number))
        scope.text("nps_responses", result.npsResponses.map { "\($0)" })
        scope.text("satisfaction", result.satisfaction.map { "\($0.normalized)" })
        scope.text("satisfaction_responses", result.satisfactionResponses.map { "\($0)" })
        let strip = rules.flatMap { rules in
            result.total.map { total in
                ScaleStrip(
                    Caption(id: "total", title: words.say("总分", "Total"), language: words.chart),
                    bands: rules.template.gradeBands, value: total.figure,
                    interval: month.sureness.flatMap { Interval(low: $0.low, high: $0.high).stretch },
                    peers: peersHalfOfTotals, target: month.next(above: total, rules.template)?.grade.atLeast.figure)
            }
        }
        scope.drawing("total_drawing", strip?.figure)
        scope.text(
            "ranks",
            month.sureness?.ranks.flatMap { $0.lowerBound < $0.upperBound ? "\($0.lowerBound)–\($0.upperBound)" : nil })
        scope.list("sentences", of: rules.map { month.sentences($0.template, words) } ?? []) { scope, sentence in
            scope.text("lead", sentence.lead)
            scope.text("sentence", sentence.text)
        }
        scope.list("outcomes", of: month.outcomes) { scope, outcome in
            scope.text("outcome", words.outcome(outcome.kind, zh: outcome.titleInChinese, en: outcome.title))
            scope.text("outcome_state", words.outcomeState(outcome.status))
            scope.text("outcome_decision", outcome.decision)
            scope.link("decide_link", outcome.isToDecide ? .form(.proposal(outcome.number)) : nil)
        }
    }

    private func fillComparisons(_ scope: inout Scope, _ words: Words) {
        let dimensions = (rules?.template.dimensions ?? []).map { dimension in
            RadarChart.Dimension(
                name: words.of(dimension.title), value: month.reached(in: dimension.code)?.figure,
                peers: peersMiddle(of: dimension.code), before: month.before[dimension.code]?.figure)
        }
        let hasRadar = dimensions.count { $0.value != nil } >= 3
        scope.drawing(
            "radar_drawing",
            hasRadar
                ? RadarChart(
                    Caption(
                        id: "radar", title: words.say("各维度得分率（%）", "Dimensions, percent reached"), language: words.chart
                    ),
                    of: period.label, before: before ?? "", dimensions: dimensions
                ).figure : nil)
        let rated = month.scores.filter { $0.isRated && $0.own != nil && $0.supervisors != nil }
        let compared = rated.compactMap { score -> SelfAgainstSupervisor.Indicator? in
            guard let full = score.maxPoints.figure else { return nil }
            return SelfAgainstSupervisor.Indicator(
                name: titleOf(score.indicator, words), full: full, own: score.own?.figure,
                supervisors: score.supervisors?.figure)
        }
        scope.drawing(
            "self_drawing",
            compared.isEmpty
                ? nil
                : SelfAgainstSupervisor(
                    Caption(id: "self", title: words.say("自评与上级评价", "Self and supervisor"), language: words.chart),
                    indicators: compared
                ).figure)
    }

    func titleOf(_ indicator: String, _ words: Words) -> String {
        rules?.template.indicator(indicator).map { words.of($0.title) } ?? indicator
    }
}
