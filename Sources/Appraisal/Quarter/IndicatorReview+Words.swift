import Exact
import Statistics

extension IndicatorReview {
    /// Why it is recommended, with the figures.
    package var reason: LocalizedText {
        let n = tally.points.count
        switch recommendation {
        case .tooFew:
            return LocalizedText(
                zh: "本季度只有 \(tally.results) 个结果，至少需要 \(ReviewLimit.results) 个",
                en: "only \(tally.results) results in the quarter, \(ReviewLimit.results) are needed")
        case .fixData:
            return LocalizedText(
                zh: "\(tally.results) 个结果中 \(missingPercent)% 没有得分",
                en: "\(missingPercent)% of \(tally.results) results have no points")
        case .tooNoisy:
            let percent = (100 * (reliability ?? 0)).rounded(to: 0)
            let needed = rowsNeeded.map {
                ("达到 70% 每人需要 \($0) 行", "\($0) rows for each person would be needed for 70%")
            }
            let words = needed ?? ("再多的行也不够", "no number of rows would be enough")
            return LocalizedText(
                zh: "人与人的差别中只有 \(percent)% 是人，其余是偶然；\(words.0)；不应由它单独决定薪酬",
                en:
                    "of what differs between people only \(percent)% is the person, the rest is chance; \(words.1); it should not carry pay alone"
            )
        case .raiseTarget:
            let full = "\(ceilingPercent ?? 0)%"
            return LocalizedText(
                zh: "有得分的 \(n) 个结果中 \(full) 为满分，几乎人人达标，区分不出差别",
                en: "\(full) of the \(n) results with points have full points: it does not tell people apart any more")
        case .lowerTargetOrTrain:
            let none = "\(floorPercent ?? 0)%"
            return LocalizedText(
                zh: "有得分的 \(n) 个结果中 \(none) 为 0 分，目标够不着，或者缺少培训",
                en: "\(none) of the \(n) results with points have 0 points: out of reach, or nobody was taught how")
        case .examine where isIndistinct:
            return LocalizedText(
                zh: "与其余指标之和的相关系数仅 \(discrimination?.normalized ?? 0)（\(tally.rest.count) 个结果）",
                en:
                    "its points correlate with the rest of the sheet by only \(discrimination?.normalized ?? 0) (\(tally.rest.count) results)"
            )
        case .examine:
            return LocalizedText(
                zh: "得分越高的人，客户 NPS 反而越低：等级相关系数 \(link?.normalized ?? 0)（\(tally.link.count) 人）",
                en:
                    "who has more points has the less content customers: rank correlation \(link?.normalized ?? 0) with NPS (\(tally.link.count) people)"
            )
        case .trainRaters:
            let rater = furthestRater
            let isLenient = (rater?.leniency?.signum ?? 0) > 0
            return LocalizedText(
                zh:
                    "评分人 \(rater?.rater ?? "") \(isLenient ? "偏宽" : "偏严")：均值 \(rater?.mean.normalized ?? 0) 分，偏离全体 \(rater?.leniency?.normalized ?? 0) 个标准差（\(rater?.people ?? 0) 人）",
                en:
                    "rater \(rater?.rater ?? "") is \(isLenient ? "lenient" : "severe"): mean \(rater?.mean.normalized ?? 0) points, \(rater?.leniency?.normalized ?? 0) standard deviations from all (\(rater?.people ?? 0) people)"
            )
        case .prioritise:
            let value = tally.value?.0.normalized ?? 0
            let (mark, lead) = (benchmark?.value.normalized ?? 0, (-(benchmarkLead ?? 0)).normalized)
            return LocalizedText(
                zh: "实际 \(value)，行业（\(benchmark?.industry ?? "")）基准 \(mark)，差 \(lead)%",
                en: "at \(value), the benchmark (\(benchmark?.industry ?? "")) is \(mark): \(lead)% worse")
        case .keep:
            return LocalizedText(zh: "未发现问题", en: "nothing found")
        }
    }

    /// Why a figure is not there, by its column of `merit.indicator_review`.
    package var lacking: [(figure: String, reason: LocalizedText)] {
        var lacks: [(String, LocalizedText)] = []
        func lack(_ figures: String..., zh: String, en: String) {
            lacks += figures.map { ($0, LocalizedText(zh: zh, en: en)) }
        }
        let n = tally.points.count
        if n == 0 {
            lack(
                "mean", "standard_deviation", "ceiling_percent", "floor_percent", zh: "没有任何得分",
                en: "nobody has points for it")
        } else if n == 1 {
            lack("standard_deviation", zh: "只有一个得分", en: "there is a single result with points")
        }
        if discrimination == nil {
            let why = lackOfSpread(in: tally.rest, zh: "该表其余部分", en: "the rest of the sheet")
            lack("discrimination", zh: why.zh, en: why.en)
        }
        if link == nil {
            let why =
                tally.link.count < ReviewLimit.linkPeople
                ? LocalizedText(
                    zh: "同时有得分和 NPS 的只有 \(tally.link.count) 人，至少需要 \(ReviewLimit.linkPeople) 人",
                    en: "\(tally.link.count) people have both points and an NPS, \(ReviewLimit.linkPeople) are needed")
                : lackOfSpread(in: tally.link, zh: "NPS", en: "the NPS")
            lack("nps_link", zh: why.zh, en: why.en)
        }
        if previousMean == nil {
            lack("previous_mean", "trend", zh: "上一季度没有得分", en: "it had no points in the quarter before")
        } else if mean == nil {
            lack("trend", zh: "本季度没有得分", en: "it has no points in this quarter")
        }
        return lacks + lackingOfReliability + lackingOfRaters + lackingOfBenchmark
    }

    private var lackingOfReliability: [(String, LocalizedText)] {
        if reliability == nil {
            let why =
                indicator.measure == nil
                ? LocalizedText(zh: "由人评分，没有测量的行", en: "it is rated, no rows are measured")
                : tally.scatter.people == 0
                    ? LocalizedText(
                        zh: "不是各行的均值，或评分时尚未保存各行的合计",
                        en: "it is no mean of rows, or it was scored before their sums were kept")
                    : ReliabilityLack(RandomEffects(tally.scatter)).text
            return ["reliability", "rows_needed"].map { ($0, why) }
        }
        guard rowsNeeded == nil else { return [] }
        return [("rows_needed", LocalizedText(zh: "人与人没有超出偶然的差别", en: "people differ by no more than chance"))]
    }

    private var lackingOfRaters: [(String, LocalizedText)] {
        let agreements = ["icc_1", "icc_2", "icc_3", "icc_1_mean", "icc_2_mean", "icc_3_mean"]
        guard indicator.measure == nil else {
            let measured = LocalizedText(zh: "由数据测量，不由人评分", en: "it is measured, nobody rates it")
            return (["raters", "rater_spread", "leniency", "self_gap", "shared_ratings", "shared_raters"] + agreements)
                .map { ($0, measured) }
        }
        var lacks: [(String, LocalizedText)] = []
        for (figure, value) in zip(agreements, agreement.ofOne + agreement.ofMean) where value == nil {
            lacks.append((figure, agreement.lack(of: figure)))
        }
        if raterSpread == nil {
            lacks.append(
                (
                    "rater_spread",
                    LocalizedText(zh: "评分人不足两人", en: "fewer than two supervisors rated it")
                ))
        }
        if furthestRater == nil {
            lacks.append(
                (
                    "leniency",
                    LocalizedText(
                        zh: "没有评过至少 \(ReviewLimit.raterPeople) 人的评分人，或全部评分相同",
                        en: "no supervisor rated \(ReviewLimit.raterPeople) people, or all points are equal")
                ))
        }
        if selfGap == nil {
            lacks.append(
                ("self_gap", LocalizedText(zh: "没有同时自评和上级评分的结果", en: "no result has both self and supervisor points"))
            )
        }
        return lacks
    }

    private var lackingOfBenchmark: [(String, LocalizedText)] {
        var lacks: [(String, LocalizedText)] = []
        if tally.value == nil {
            lacks.append(
                (
                    "value",
                    indicator.measure == nil
                        ? LocalizedText(zh: "由人评分，没有测量值", en: "it is rated, there is no value")
                        : LocalizedText(zh: "没有任何测量值", en: "nobody has a value")
                ))
        }
        if benchmark == nil {
            let none = LocalizedText(zh: "merit.benchmark 中没有它的基准", en: "merit.benchmark has none for it")
            lacks += ["benchmark", "benchmark_gap_percent"].map { ($0, none) }
        } else if benchmarkLead == nil {
            lacks.append(
                (
                    "benchmark_gap_percent",
                    LocalizedText(zh: "没有可比的值，或基准为 0", en: "there is no value to compare, or the benchmark is 0")
                ))
        }
        return lacks
    }

    /// Why pairs have no correlation.
    private func lackOfSpread(in pairs: PairMoments, zh other: String, en otherEN: String) -> LocalizedText {
        if pairs.count < 2 {
            return LocalizedText(zh: "可比较的少于两个", en: "fewer than two have both")
        }
        return pairs.x.scatter == 0
            ? LocalizedText(zh: "所有得分都相同", en: "all have the same points")
            : LocalizedText(zh: "\(other)都相同", en: "\(otherEN) is the same for all")
    }
}

extension RaterAgreement {
    /// Why an intraclass correlation is not there.
    fileprivate func lack(of figure: String) -> LocalizedText {
        if rated == 0 {
            return LocalizedText(
                zh: "没有两个评分人评过同样的人，无法区分评分人的严宽与团队的水平",
                en: "no two raters share people: severity and quality of the team cannot be told apart")
        }
        if rated < 2 {
            return LocalizedText(zh: "只有一个人由两个评分人评过", en: "only one person was rated by two")
        }
        if !isFull, !figure.hasPrefix("icc_1") {
            return LocalizedText(zh: "并非每个评分人都评了所有这些人", en: "not every rater rated all of these people")
        }
        return LocalizedText(zh: "所有评分都相同", en: "all points are equal")
    }
}
