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

    /// Who the peers are, or why there may be none; nil where nobody looks at them.
    func aboutPeers(_ words: Words) -> String? {
        guard let rules, let peers = month.peers else { return nil }
        guard let day = words.day(peers.scoredOn(rules.template.code)) else {
            return words.say(
                "不显示同事的情况：按同一规则有数据的人太少，会透露其中少数人的数字，或本期评分时尚未保留这些数字。",
                "Peers are not shown: too few people have figures by the same rules, it would tell about a few of them, or the month was scored before such figures were kept."
            )
        }
        return words.say(
            "“中间一半同事”：\(day)评分时适用同一规则的所有人，人数足够才显示；两端各为三人的平均值，不是某一个人的数字。",
            "“Middle half of peers”: everyone by the same rules as scored on \(day), where they are enough; each end is the mean of three people, nobody’s own number."
        )
    }
}
