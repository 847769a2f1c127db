import Appraisal
import Exact

extension PersonMonth {
    /// What carried the total, what cost most, what would bring the next grade, how sure it is: each with its heading.
    func sentences(_ template: Template, _ words: Words) -> [(lead: String, text: String)] {
        guard let total = result.total else { return [] }
        let shares = template.dimensions.flatMap { dimension in
            dimension.indicators.compactMap { indicator -> Share? in
                guard let score = score(of: indicator.code), let points = score.points, score.maxPoints > 0 else {
                    return nil
                }
                let weight = template.weight(of: indicator.points, of: indicator, in: dimension) ?? .zero
                let part = Rational(points).divided(by: Rational(score.maxPoints)) ?? .zero
                return Share(
                    name: "\(words.of(indicator.title)) \(words.number(points))/\(words.number(score.maxPoints))",
                    earned: weight * part, lost: weight * (.one - part))
            }
        }
        let most = shares.filter { $0.earned > .zero }.sorted { $1.earned < $0.earned }.prefix(2).map(\.name)
        let least = shares.filter { $0.lost > .zero }.sorted { $1.lost < $0.lost }.prefix(2).map(\.name)
        var sentences: [(lead: String, text: String)] = []
        if !most.isEmpty { sentences.append((words.say("撑起总分的", "What carried it"), words.list(most))) }
        if !least.isEmpty { sentences.append((words.say("失分最多的", "What cost most"), words.list(least))) }
        if result.grade != nil {
            sentences.append((words.say("到下一等级", "The next grade"), next(above: total, template, words)))
        }
        if let sure = howSure(words) { sentences.append((words.say("有多确定", "How sure"), sure)) }
        return sentences
    }

    /// Part of a total.
    private struct Share {
        let name: String
        let earned: Rational
        let lost: Rational
    }

    private func next(above total: BigDecimal, _ template: Template, _ words: Words) -> String {
        guard let (grade, missing) = next(above: total, template) else {
            return cap(template).map { cap in
                words.say(
                    "有“\(cap.title.zh)”时，等级最高为 \(cap.grade)，无论总分多少。",
                    "With \"\(cap.title.en)\" there is none above \(cap.grade), whatever the total.")
            } ?? words.say("已是最高等级。", "There is none above this one.")
        }
        let name = grade.name
        let distance = words.say(
            "距 \(name) 还差 \(words.number(missing)) 分", "\(name) is \(words.number(missing)) points away")
        // The fewest targets that are enough, the greatest gain first.
        var left = missing
        var steps: [String] = []
        for task in tasks.filter({ ($0.gain ?? 0) > 0 }).sorted(by: { ($1.gain ?? 0) < ($0.gain ?? 0) }) where left > 0
        {
            guard let gain = task.gain, let indicator = template.indicator(task.indicator) else { continue }
            let title = words.of(indicator.title)
            let by = task.target.map { words.value($0, unit: indicator.unit) } ?? words.number(task.pointsAtTarget)
            steps.append(
                words.say("\(title)达到 \(by)（+\(words.number(gain))）", "\(title) at \(by) (+\(words.number(gain)))"))
            left = left - gain
        }
        guard !steps.isEmpty else { return words.say("\(distance)。", "\(distance).") }
        let tail = left > 0 ? words.say("，仍不够", ", and that alone is not enough") : ""
        return words.say("\(distance)：\(words.list(steps))\(tail)。", "\(distance): \(words.list(steps))\(tail).")
    }
}
