import Appraisal
import Charts
import Exact

extension PersonPage {
    /// Every indicator, in the order of the template, with its place on its scale.
    func fillIndicators(_ scope: inout Scope, _ words: Words) {
        let groups = rules?.template.dimensions.map { ($0.code, words.of($0.title), $0.weight) }
        let codes = groups?.map(\.0) ?? []
        let others = Set(month.scores.map(\.dimension)).subtracting(codes).sorted().map { ($0, $0, BigDecimal.zero) }
        scope.text("about_peers", aboutPeers(words))
        scope.list("dimensions", of: (groups ?? []) + others) { scope, group in
            scope.text("dimension", group.1)
            scope.text("dimension_weight", group.2 > 0 ? "\(group.2.normalized)" : nil)
            scope.text("dimension_reached", month.reached(in: group.0).map { "\($0.normalized)" })
            scope.list("indicators", of: scores(in: group.0)) { scope, score in fill(&scope, score, words) }
        }
    }

    private func scores(in dimension: String) -> [MonthScore] {
        let order = rules?.template.indicators.map(\.code) ?? []
        return month.scores.filter { $0.dimension == dimension }
            .sorted { (order.firstIndex(of: $0.indicator) ?? .max) < (order.firstIndex(of: $1.indicator) ?? .max) }
    }

    private func fill(_ scope: inout Scope, _ score: MonthScore, _ words: Words) {
        let indicator = rules?.template.indicator(score.indicator)
        let title = titleOf(score.indicator, words)
        scope.text("indicator", title)
        scope.text("points", score.points.map(words.number))
        scope.text("max_points", words.number(score.maxPoints))
        scope.text("lack", score.points == nil ? lack(of: score, indicator, words) : nil)
        scope.text("value", score.value.map { words.value($0, unit: indicator?.unit) })
        scope.text("sample", score.sample.map { "\($0)" })
        scope.flag("of_department", indicator?.isOfDepartment == true && month.result.department?.isEmpty == false)
        scope.text("own_points", score.own.map(words.number))
        scope.text("supervisor_points", score.supervisors.map(words.number))
        scope.text("peer_points", score.peers.map(words.number))
        scope.text("appeal", score.appeal.map { "\($0)" })
        scope.text("level", level(of: score, indicator, words))
        let sure = sureness(of: score)
        scope.text("interval", sure.map { interval(of: $0, indicator, words) })
        scope.text("reliability", reliability(of: score, words))
        let strip = strip(of: score, indicator, title, sure, words)
        scope.drawing("strip_drawing", strip?.svg)
        scope.drawing("strip_table", strip?.table.html)
        scope.text("formula", formula(of: score, indicator, words))
        scope.text("target", target(above: score, indicator, words))
        let tickets = month.tasks.first { $0.indicator == score.indicator }?.tickets ?? []
        scope.list("tickets", of: tickets) { scope, ticket in scope.text("ticket", ticket) }
        scope.link(
            "rows_link", hasRows(score, indicator) ? .rows(month.result.employee, indicator: score.indicator) : nil)
        let said = month.words.filter { $0.indicator == score.indicator }
        scope.list("said", of: said) { scope, words_ in
            scope.text("said_by", words.perspective(words_.source))
            scope.text("said_words", words_.comment)
        }
        let hasMore = strip != nil || score.numerator != nil || !tickets.isEmpty
        scope.flag("has_more", hasMore)
    }

    /// Whether the reader may look at the rows behind it: not where a mean beside them would tell of a few others.
    private func hasRows(_ score: MonthScore, _ indicator: Indicator?) -> Bool {
        guard !score.isRated, (score.sample ?? 0) > 0 else { return false }
        return indicator?.isRelative != true || score.rawValue != nil
    }

    private func lack(of score: MonthScore, _ indicator: Indicator?, _ words: Words) -> String {
        // What was measured is there, and nothing of the period before.
        guard score.state == "no_data", score.rawValue != nil, indicator?.isChange == true else {
            return words.lack(score.state)
        }
        return words.say("上期没有可比的值", "nothing to compare with in the period before")
    }

    private func level(of score: MonthScore, _ indicator: Indicator?, _ words: Words) -> String? {
        guard case .rated(let levels) = indicator?.basis, let points = score.points else { return nil }
        return levels.reached(by: points).map { words.of($0.title) }
    }

    private func strip(
        of score: MonthScore, _ indicator: Indicator?, _ title: String, _ sure: ValueSureness?, _ words: Words
    ) -> ScaleStrip? {
        guard let indicator, let scale = indicator.scale, let value = score.value, let place = place(of: indicator)
        else { return nil }
        return ScaleStrip(
            Caption(id: "i\(place)", title: title, language: words.chart), bands: scale.strip(words),
            value: value.figure, interval: sure?.interval.stretch,
            peers: peersHalf(of: indicator.code),
            target: score.points.flatMap { indicator.target(above: value, points: $0)?.value?.figure })
    }

    private func place(of indicator: Indicator) -> Int? {
        rules?.template.indicators.firstIndex { $0.code == indicator.code }
    }

    /// What was counted: `22 of 28`, with the digits that the points are worked out from.
    private func formula(of score: MonthScore, _ indicator: Indicator?, _ words: Words) -> String? {
        guard let value = score.value else { return nil }
        var parts = [words.say("数值 \(exact(value))", "value \(exact(value))")]
        if let numerator = score.numerator, let denominator = score.denominator {
            parts.append(
                words.say(
                    "由 \(exact(numerator)) ÷ \(exact(denominator)) 得出",
                    "from \(exact(numerator)) ÷ \(exact(denominator))"))
        }
        if let raw = score.rawValue, indicator?.isRelative == true {
            parts.append(
                words.say(
                    "本人 \(words.number(raw))，与同模板人员均值相比",
                    "own figure \(words.number(raw)), held against the mean of the peers"))
        }
        if let raw = score.rawValue, indicator?.isChange == true {
            parts.append(
                words.say(
                    "本人 \(words.number(raw))，与本人上期相比（上期 = 100）",
                    "own figure \(words.number(raw)), held against that of the period before (= 100)"))
        }
        if let raw = score.rawValue, indicator?.isAdjusted == true {
            parts.append(
                words.say(
                    "本人 \(words.number(raw))，按同类工作调整",
                    "own figure \(words.number(raw)), adjusted for the kinds of work"))
        }
        if let band = score.band, let found = indicator?.scale?.bands.first(where: { $0.name == band }) {
            parts.append(words.say("所在档 \(words.band(found))", "band \(words.band(found))"))
        }
        return parts.joined(separator: words.say("；", "; "))
    }

    /// With all its digits.
    private func exact(_ value: BigDecimal) -> String { "\(value.normalized)".withMinus }

    private func target(above score: MonthScore, _ indicator: Indicator?, _ words: Words) -> String? {
        guard let indicator, let points = score.points,
            let target = indicator.target(above: score.value, points: points)
        else {
            return nil
        }
        if target.value == nil, level(of: score, indicator, words) == words.of(target.title) {
            return words.say(
                "该水平最高 \(words.number(target.points)) 分", "this level brings up to \(words.number(target.points))")
        }
        let reached = target.value.map { words.value($0, unit: indicator.unit) } ?? words.of(target.title)
        return words.say(
            "达到 \(reached) 得 \(words.number(target.points)) 分", "\(reached) would bring \(words.number(target.points))")
    }
}
