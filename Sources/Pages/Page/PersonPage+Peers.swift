import Appraisal
import Charts

extension PersonPage {
    /// Where the middle half of everyone on the template lies.
    func peersHalf(of indicator: String) -> Stretch? {
        rules.flatMap { month.peers?.half(of: indicator, on: $0.template.code) }
    }

    var peersHalfOfTotals: Stretch? { rules.flatMap { month.peers?.halfOfTotals(on: $0.template.code) } }

    func peersMiddle(of dimension: String) -> Figure? {
        rules.flatMap { month.peers?.middle(of: dimension, on: $0.template.code) }
    }

    /// Who the peers are, or why there are none; nil where nobody looks at them.
    func aboutPeers(_ words: Words) -> String? {
        guard let rules, let peers = month.peers else { return nil }
        guard let day = words.day(peers.scoredOn(rules.template.code)) else {
            return words.say(
                "不显示同事的情况：须有至少五人按同一规则有数据，且不致透露其中少数人的数字。",
                "Peers are not shown: that takes five people with figures by the same rules, and that it tells nothing about a few of them."
            )
        }
        return words.say(
            "“中间一半同事”：\(day)评分时适用同一规则的所有人，满五人才显示；两端各为三人的平均值，不是某一个人的数字。",
            "“Middle half of peers”: everyone by the same rules as scored on \(day), where they are five or more; each end is the mean of three people, nobody’s own number."
        )
    }
}
