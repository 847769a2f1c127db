import Exact

extension PersonMonth {
    /// How sure the total is: its interval, the grades that chance could have brought, how much is measured.
    func howSure(_ words: Words) -> String? {
        guard let sure = sureness, result.total != nil else { return nil }
        let chances = words.list(sure.chances.map { "\($0.grade) \($0.percent)%" })
        let range = "\(words.number(sure.low))–\(words.number(sure.high))"
        let measured = sure.measuredPercent.map {
            words.say(
                "总分的 \(words.number($0))% 由数据测量，其余是人的评价，按原样计。",
                " \(words.number($0))% of the total is measured; what people gave is taken as it stands.")
        }
        return words.say(
            "同样的工作再抽一次，100 次中有 95 次总分在 \(range) 之间，等级为 \(chances)。",
            "Another draw of the same work would come to \(range) in 95 of 100 cases, and to \(chances).")
            + (result.cappedBy == nil
                ? "" : words.say("这仅就总分而言，未计等级上限。", " That is by the total alone, without the cap on the grade."))
            + (measured ?? "")
    }
}
