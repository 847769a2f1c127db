import Appraisal
import Exact
import JSON
import Statistics
import Store

/// What chance does to one measured indicator of a person.
struct IndicatorChance {
    let error: ValueError
    /// 95%, of the value that the scale reads.
    let interval: Interval
    let reliability: Reliability
    /// Of this person's value, 6 digits; nil where all rows are equal.
    let ownReliability: BigDecimal?
    let rows: Int
    /// Where the person lies in the funnel of everyone; nil of a value per day.
    let place: Funnel.Place?
    /// Its 95% limits for so many rows.
    let limits: Interval?
}

extension Explanation {
    /// Nil where chance is not known, with why.
    func chance(of record: IndicatorRecord) -> Result<IndicatorChance, Unknown>? {
        guard record.kind == "measured", record.value != nil, let indicator = template?.indicator(record.indicator),
            let reliability = confidence?.reliabilities[record.indicator]
        else { return nil }
        guard record.appeal == nil else {
            return .failure(Unknown(LocalizedText(zh: "由申诉定值", en: "an appeal set it")))
        }
        guard
            let sureness = ValueSureness(
                of: record.score, indicator,
                scatter: .init(kind: reliability.kind, withinVariance: reliability.withinVariance),
                rows: confidence?.sums[record.indicator], mean: means[indicator.code],
                daysWorked: self.record.daysEmployed - self.record.daysOnLeave, workingDays: self.record.workingDays),
            let rows = record.denominator?.mantissa.int
        else { return reliability.reason.map { .failure(Unknown($0)) } }
        let funnel = reliability.withinVariance.flatMap { within in
            reliability.mean.map { Funnel(mean: Rational($0), withinVariance: Rational(within)) }
        }
        let isMean = indicator.measure?.per == nil
        return .success(
            IndicatorChance(
                error: sureness.error, interval: sureness.interval, reliability: reliability,
                ownReliability: reliability.reliability(rows: rows), rows: rows,
                place: isMean ? record.rawValue.flatMap { funnel?.place(of: $0, rows: rows) } : nil,
                limits: isMean ? funnel?.limits(rows: rows) : nil))
    }

    struct Unknown: Error {
        let reason: LocalizedText

        init(_ reason: LocalizedText) {
            self.reason = reason
        }
    }
}

extension Explanation {
    /// How sure total, rank, months and measured values are.
    var chance: [String] {
        let lines = [total, weight, ranks, months].compactMap(\.self) + customers + record.indicators.compactMap(line)
        return lines.isEmpty ? [] : ["\n\(say("有多确定", "how sure"))"] + lines.map { "  \($0)" }
    }

    private var total: String? {
        guard let total = record.total, let reach = confidence?.confidence?.reach else { return nil }
        let order = template?.grades.map(\.name) ?? []
        let chances = reach.chances.sorted {
            (order.firstIndex(of: $0.grade) ?? 0) < (order.firstIndex(of: $1.grade) ?? 0)
        }.map { "\($0.grade) \($0.percent)%" }.joined(separator: say("、", ", "))
        let ends = "\(reach.interval.low) … \(reach.interval.high)"
        let held = record.cappedBy == nil ? "" : say("（仅就总分而言，未计等级上限）", " (by the total alone, without the cap)")
        return say(
            "总分 \(total)，标准误 \(reach.error)，95% 区间 \(ends)；同样的工作再抽一次，等级为 \(chances)",
            "total \(total), standard error \(reach.error), 95%: \(ends); another draw of the same work would bring \(chances)"
        ) + held
    }

    private var weight: String? {
        guard let confidence = confidence?.confidence else { return nil }
        let (measured, known) = (confidence.measuredPercent, confidence.knownPercent)
        return say(
            "总分的 \(measured)% 由数据测量，其余为人的评价；\(known)% 的误差已知，其余按原样计",
            "\(measured)% of the total is measured, the rest is what people gave; the error of \(known)% is known, all else is taken as it stands"
        )
    }

    private var ranks: String? {
        guard let ranks = confidence?.ranks, let rank = record.rankInDepartment else { return nil }
        return say(
            "部门名次 \(rank)；与其他人无法区分的名次：\(ranks.best) … \(ranks.worst)",
            "rank \(rank) in the department; ranks that chance does not exclude: \(ranks.best) … \(ranks.worst)")
    }

    private var months: String? {
        guard record.total != nil, let totals = confidence?.totals, let course = Course(totals.map(\.total)) else {
            return nil
        }
        let ends = "\(course.limits.low) … \(course.limits.high)"
        var text = say(
            "本人 \(totals.count) 个考核期：均值 \(course.mean)，自然波动 \(ends)",
            "own \(totals.count) periods: mean \(course.mean), by chance \(ends)")
        if course.outside.contains(totals.count - 1) {
            text += say("；本期在此之外，值得一问", "; this one lies outside, which is worth a word")
        } else if let run = course.run {
            text += say(
                "；最近 \(run.count) 个都在均值同一侧，值得一问",
                "; the last \(run.count) lie on one side of the mean, which is worth a word")
        } else {
            text += say("；本期没有异常", "; this one is nothing out of the ordinary")
        }
        return text
    }

    private var customers: [String] {
        var lines: [String] = []
        if let nps = record.nps, let ends = record.npsInterval, let count = record.npsResponses {
            lines.append(
                say("NPS \(nps)，95% 区间 ", "NPS \(nps), 95%: ") + "\(ends.low) … \(ends.high)"
                    + say("（\(count) 个回答）", " (\(count) answers)"))
        }
        if let share = record.satisfaction, let ends = record.satisfactionInterval,
            let count = record.satisfactionResponses
        {
            lines.append(
                say("满意率 \(share)%，95% 区间 ", "satisfaction \(share)%, 95%: ") + "\(ends.low) … \(ends.high)"
                    + say("（\(count) 个回答）", " (\(count) answers)"))
        }
        return lines
    }

    private func line(_ record: IndicatorRecord) -> String? {
        let title = title(of: record.indicator)
        switch chance(of: record) {
        case nil: return nil
        case .failure(let unknown)?:
            return "\(title): " + say("误差未知：", "no error is known: ") + language.of(unknown.reason)
        case .success(let chance)?:
            let ends = "\(chance.interval.low.normalized) … \(chance.interval.high.normalized)"
            let (value, error) = (record.value?.normalized ?? 0, chance.error.value.normalized)
            return "\(title): "
                + say(
                    "\(value)，标准误 \(error)（\(chance.error.points.normalized) 分），95% 区间 \(ends)",
                    "\(value), standard error \(error) (\(chance.error.points.normalized) points), 95%: \(ends)")
                + reliability(chance) + funnel(chance)
        }
    }

    /// What a reader can do with it: how much of a difference is the person.
    private func reliability(_ chance: IndicatorChance) -> String {
        guard let own = chance.ownReliability else { return "" }
        let percent = (own * 100).rounded(to: 0)
        let (person, luck) = (percent, 100 - percent)
        let needed =
            chance.reliability.rowsNeeded.map {
                say("达到 70% 需要 \($0) 行", "\($0) rows would be needed for 70%")
            } ?? say("再多的行也不够", "no number of rows would be enough")
        return say(
            "；人与人的差别中 \(person)% 是人，\(luck)% 是偶然（\(chance.rows) 行；\(needed)）",
            "; of what differs between people here \(person)% is the person and \(luck)% chance (\(chance.rows) rows; \(needed))"
        )
    }

    private func funnel(_ chance: IndicatorChance) -> String {
        guard let place = chance.place, let limits = chance.limits, let mean = chance.reliability.mean else {
            return ""
        }
        let ends = "\(limits.low.normalized) … \(limits.high.normalized)"
        let all = say(
            "；全体均值 \(mean.normalized)，同样行数偶然可在 \(ends)：",
            "; everyone's mean is \(mean.normalized), where chance alone gives \(ends): ")
        switch place {
        case .within: return all + say("在其内", "within")
        case .near: return all + say("略超出", "a little beyond")
        case .beyond: return all + say("明显超出（99.8%）", "clearly beyond (99.8%)")
        }
    }
}

extension Explanation {
    func describeChance(in object: inout JSONObject) {
        let (found, reach) = (confidence?.confidence, confidence?.confidence?.reach)
        object.add("total_error", reach?.error)
        object.add("total_low", reach?.interval.low)
        object.add("total_high", reach?.interval.high)
        object.add("grade_chance", json: reach?.chances.json)
        object.add("measured_percent", found?.measuredPercent)
        object.add("known_percent", found?.knownPercent)
        object.add("rank_best", (confidence?.ranks?.best).map { Int64($0) })
        object.add("rank_worst", (confidence?.ranks?.worst).map { Int64($0) })
        let totals = confidence?.totals ?? []
        let course = record.total == nil ? nil : Course(totals.map(\.total))
        object.add("own_mean", course?.mean)
        object.add("own_low", course?.limits.low)
        object.add("own_high", course?.limits.high)
        object.add("own_months", totals) { month, object in
            object.add("period", month.period)
            object.add("total", month.total)
        }
    }

    func describeChance(of record: IndicatorRecord, in object: inout JSONObject) {
        var (found, reason): (IndicatorChance?, LocalizedText?) = (nil, nil)
        switch chance(of: record) {
        case .success(let chance)?: found = chance
        case .failure(let unknown)?: reason = unknown.reason
        case nil: break
        }
        object.add("standard_error", found?.error.value)
        object.add("points_error", found?.error.points)
        object.add("value_low", found?.interval.low)
        object.add("value_high", found?.interval.high)
        object.add("reliability", found?.ownReliability)
        object.add("rows_needed", found?.reliability.rowsNeeded)
        object.add("everyones_mean", found?.reliability.mean)
        object.add("funnel", found?.place?.rawValue)
        object.add("funnel_low", found?.limits?.low)
        object.add("funnel_high", found?.limits?.high)
        object.add("no_error_because", reason.map(language.of))
    }
}
