import Appraisal
import Exact
import Measures
import Reports

/// What is measured, in words: from which rows, what, and divided by what.
struct MeasureWords {
    let words: Words

    init(_ words: Words) {
        self.words = words
    }

    /// Of a longer one the formula itself says more.
    private static let most = 400

    /// `工单（按关闭时间）：状态为“已解决”且未重新打开的占比`; nil of what is too long for a sentence.
    func sentence(of measure: Measure) -> String? {
        guard let value = Syntax(reading: measure.value) else { return nil }
        var text = say("\(rows(measure))：\(of(value))", "\(rows(measure)): \(of(value))")
        if let filter = measure.filter {
            guard let condition = Syntax(reading: filter) else { return nil }
            text += say("；只计\(self.condition(condition))的记录", "; only rows where \(self.condition(condition))")
        }
        if let per = measure.per { text += say("；除以\(divisor(per))", "; divided by \(divisor(per))") }
        if let empty = measure.whenEmpty {
            text += say("；没有记录时为 \(words.number(empty))", "; without rows \(words.number(empty))")
        }
        return text.count <= Self.most ? spaced(text) : nil
    }

    func say(_ zh: String, _ en: String) -> String { words.say(zh, en) }

    /// With blanks between Chinese and what is not.
    fileprivate func spaced(_ text: String) -> String {
        guard words.language != .en else { return text }
        var (spaced, before): (String, Character?) = ("", nil)
        for character in text {
            if let before, before.isWord && character.isHan || before.isHan && character.isWord { spaced += " " }
            spaced.append(character)
            before = character
        }
        return spaced
    }

    /// From which relation, and what places its rows in a period.
    private func rows(_ measure: Measure) -> String {
        let relation = words.rows(of: measure.from)
        let rows = words.language == .en ? relation.prefix(1).uppercased() + relation.dropFirst() : relation
        guard !measure.asOfEnd else { return rows }
        return say("\(rows)（按\(column(measure.at))）", "\(rows), by \(column(measure.at))")
    }

    private func divisor(_ per: Measure.Divisor) -> String {
        switch per {
        case .employedDay: say("在职且未请假的日历日数", "the calendar days employed and not on leave")
        case .workingDay: say("应出勤且未请假的工作日数", "the working days not on leave")
        case .fullTimeEquivalent: say("全职当量", "the share of a full-time post")
        }
    }

    func column(_ name: String) -> String { SourceWords.columns[name].map { words.of($0) } ?? name }

    func quoted(_ text: String) -> String {
        let word = SourceWords.values[text].map { words.of($0) } ?? text
        return say("“\(word)”", "“\(word)”")
    }
}

/// What single rows say.
extension Words {
    /// What each row says to the only aggregate of a formula; nil where there are several, and of what cannot be read.
    package func told(to formula: String) -> String? {
        guard let syntax = Syntax(reading: formula) else { return nil }
        let found = MeasureWords.aggregates(in: syntax)
        guard found.count == 1, let (aggregate, argument) = found.first else { return nil }
        let words = MeasureWords(self)
        guard let argument else { return say("每条计一次", "each counts once") }
        return words.spaced(
            aggregate == .count || aggregate == .share ? words.condition(argument) : words.of(argument))
    }

    /// Whether the value of a formula is of the kind that each row says: a mean of hours, and no share.
    package func isOfTheKind(ofRowsOf formula: String) -> Bool {
        guard case .call(let name, _)? = Syntax(reading: formula)?.node else { return false }
        let kinds: [Aggregate] = [.avg, .sum, .min, .max, .median, .percentile]
        return Aggregate(rawValue: name.lowercased()).map(kinds.contains) ?? false
    }
}

extension MeasureWords {
    /// Each with what it is told.
    fileprivate static func aggregates(in syntax: Syntax) -> [(Aggregate, Syntax?)] {
        if case .call(let name, let arguments) = syntax.node, let aggregate = Aggregate(rawValue: name.lowercased()) {
            return [(aggregate, arguments.last)]
        }
        return syntax.node.parts.flatMap { aggregates(in: $0) }
    }
}

/// Values.
extension MeasureWords {
    func of(_ syntax: Syntax) -> String {
        switch syntax.node {
        case .number(let number): "\(number.normalized)"
        case .text(let text): quoted(text)
        case .boolean(let isTrue): isTrue ? say("是", "yes") : say("否", "no")
        case .periodStart: say("期初", "the start of the period")
        case .periodEnd: say("期末", "the end of the period")
        case .column(let name): column(name)
        case .negation(let operand): "−\(bound(operand))"
        case .arithmetic(let operation, let left, let right): arithmetic(operation, left, right)
        case .choice(let cases, let last): choice(cases, last)
        case .distinct(let operand): say("不同的\(of(operand))", "different \(of(operand))")
        case .call(let name, let arguments): call(name.lowercased(), arguments)
        case .comparison, .junction, .not, .membership, .isNull, .like: condition(syntax)
        }
    }

    /// In parentheses where what stands beside it would bind tighter.
    private func bound(_ syntax: Syntax) -> String {
        guard case .arithmetic = syntax.node else { return of(syntax) }
        return say("（\(of(syntax))）", "(\(of(syntax)))")
    }

    private func arithmetic(_ operation: Arithmetic, _ left: Syntax, _ right: Syntax) -> String {
        switch operation {
        case .plus: return "\(of(left)) + \(of(right))"
        case .minus: return "\(of(left)) − \(bound(right))"
        case .times: return "\(factor(left)) × \(bound(right))"
        case .over: return "\(factor(left)) ÷ \(bound(right))"
        }
    }

    /// Of a product of products none stands in parentheses.
    private func factor(_ syntax: Syntax) -> String {
        switch syntax.node {
        case .arithmetic(.times, _, _), .arithmetic(.over, _, _): of(syntax)
        default: bound(syntax)
        }
    }

    private func choice(_ cases: [(when: Syntax, then: Syntax)], _ last: Syntax?) -> String {
        let parts =
            cases.map { say("\(condition($0.when))时为 \(of($0.then))", "\(of($0.then)) where \(condition($0.when))") }
            + [last.map { say("否则为 \(of($0))", "else \(of($0))") }].compactMap(\.self)
        return say("（\(parts.joined(separator: "，"))）", "(\(parts.joined(separator: ", ")))")
    }

    private func call(_ name: String, _ arguments: [Syntax]) -> String {
        let texts = { arguments.map { self.of($0) } }
        if let aggregate = Aggregate(rawValue: name) { return self.aggregate(aggregate, arguments) }
        guard let function = Function(rawValue: name), let first = arguments.first else {
            return "\(name)(\(texts().joined(separator: ", ")))"
        }
        switch function {
        case .coalesce:
            return say(
                "\(of(first))（没有则为\(texts().dropFirst().joined(separator: "，再为"))）",
                "\(of(first)) (else \(texts().dropFirst().joined(separator: ", else ")))")
        case .abs: return say("\(of(first))的绝对值", "the size of \(of(first))")
        case .least: return say("\(words.list(texts()))中最小者", "the least of \(words.list(texts()))")
        case .greatest: return say("\(words.list(texts()))中最大者", "the greatest of \(words.list(texts()))")
        case .hours: return duration(first, say("小时数", "hours"))
        case .minutes: return duration(first, say("分钟数", "minutes"))
        case .days: return duration(first, say("天数", "days"))
        case .elapsed, .working:
            return duration(Syntax.Node.call(name, arguments), say("时长", "time")) ?? words.list(texts())
        case .due:
            let hours = arguments.count > 1 ? of(arguments[1]) : ""
            return say("\(of(first))之后 \(hours) 个工作小时", "\(hours) working hours after \(of(first))")
        case .weekday: return say("\(of(first))是星期几", "the weekday of \(of(first))")
        case .hour: return say("\(of(first))的钟点", "the hour of \(of(first))")
        case .repeated, .repeatedAfter: return recurrence(function, arguments)
        }
    }

    private func duration(_ syntax: Syntax, _ unit: String) -> String {
        duration(syntax.node, unit) ?? say("\(of(syntax))的\(unit)", "\(unit) of \(of(syntax))")
    }

    /// From one time to another; nil of what is nothing of that kind.
    private func duration(_ node: Syntax.Node, _ unit: String) -> String? {
        let isWorking: Bool
        let ends: (Syntax, Syntax)
        switch node {
        case .call(let name, let arguments) where arguments.count == 2:
            switch Function(rawValue: name.lowercased()) {
            case .elapsed: isWorking = false
            case .working: isWorking = true
            default: return nil
            }
            ends = (arguments[0], arguments[1])
        case .arithmetic(.minus, let later, let earlier): (isWorking, ends) = (false, (earlier, later))
        default: return nil
        }
        let (from, to) = (of(ends.0), of(ends.1))
        return isWorking
            ? say("从\(from)到\(to)的工作\(unit)", "working \(unit) from \(from) to \(to)")
            : say("从\(from)到\(to)的\(unit)", "\(unit) from \(from) to \(to)")
    }

    private func recurrence(_ function: Function, _ arguments: [Syntax]) -> String {
        let (days, columns) = (arguments.first.map { of($0) } ?? "", words.list(arguments.dropFirst().map { of($0) }))
        return function == .repeated
            ? say("前 \(days) 天内有\(columns)相同的另一行", "within \(days) days after another of the same \(columns)")
            : say("后 \(days) 天内有\(columns)相同的另一行", "followed within \(days) days by another of the same \(columns)")
    }

    private func aggregate(_ aggregate: Aggregate, _ arguments: [Syntax]) -> String {
        guard let last = arguments.last else { return say("记录数", "how many there are") }
        switch aggregate {
        case .count:
            if case .distinct = last.node { return say("\(of(last))的个数", "how many \(of(last))") }
            return say("\(condition(last))的记录数", "how many where \(condition(last))")
        case .share: return say("\(condition(last))的占比", "share where \(condition(last))")
        case .sum: return say("\(of(last))的合计", "the sum of \(of(last))")
        case .avg: return say("\(of(last))的平均值", "the mean of \(of(last))")
        case .min: return say("\(of(last))的最小值", "the least of \(of(last))")
        case .max: return say("\(of(last))的最大值", "the greatest of \(of(last))")
        case .median: return say("\(of(last))的中位数", "the median of \(of(last))")
        case .percentile:
            let rank = arguments.first.map { of($0) } ?? ""
            return say("\(of(last))的第 \(rank) 百分位数", "percentile \(rank) of \(of(last))")
        case .nps: return say("\(of(last))的净推荐值", "the net promoter score of \(of(last))")
        }
    }
}

/// Conditions.
extension MeasureWords {
    func condition(_ syntax: Syntax) -> String {
        switch syntax.node {
        case .column(let name): return answer(name, true)
        case .not(let operand):
            if case .column(let name) = operand.node { return answer(name, false) }
            return say("并非（\(condition(operand))）", "not (\(condition(operand)))")
        case .comparison(let comparison, let left, let right):
            return "\(of(left))\(sign(comparison, ofTimes: isTime(left) || isTime(right)))\(of(right))"
        case .junction(let junction, let left, let right):
            let (first, second) = (part(left, of: junction), part(right, of: junction))
            return junction == .and
                ? say("\(first)且\(second)", "\(first) and \(second)")
                : say("\(first)或\(second)", "\(first) or \(second)")
        case .membership(let operand, let list, let isNegated):
            let all = words.list(list.map { of($0) })
            return isNegated
                ? say("\(of(operand))不是\(all)", "\(of(operand)) is none of \(all)")
                : say("\(of(operand))为\(all)之一", "\(of(operand)) is one of \(all)")
        case .isNull(let operand, let isNegated):
            return isNegated
                ? say("有\(of(operand))", "\(of(operand)) is known")
                : say("没有\(of(operand))", "\(of(operand)) is not known")
        case .like(let operand, let pattern, let isNegated):
            return isNegated
                ? say("\(of(operand))不形如“\(pattern)”", "\(of(operand)) is not like “\(pattern)”")
                : say("\(of(operand))形如“\(pattern)”", "\(of(operand)) is like “\(pattern)”")
        default: return of(syntax)
        }
    }

    private func part(_ syntax: Syntax, of junction: Junction) -> String {
        switch syntax.node {
        case .junction(let inner, _, _) where inner != junction: break
        // Its columns are a list, of which the other part would be taken for the last.
        case .call(let name, _) where [.repeated, .repeatedAfter].contains(Function(rawValue: name.lowercased())): break
        default: return condition(syntax)
        }
        return say("（\(condition(syntax))）", "(\(condition(syntax)))")
    }

    private func answer(_ column: String, _ isYes: Bool) -> String {
        if let answer = SourceWords.answers[column] { return words.of(isYes ? answer.yes : answer.no) }
        return isYes ? say("\(column)为是", "\(column)") : say("\(column)为否", "not \(column)")
    }

    /// Whether it is a point in time, which is earlier or later and not less or more.
    private func isTime(_ syntax: Syntax) -> Bool {
        switch syntax.node {
        case .periodStart, .periodEnd: true
        case .column(let name): name.hasSuffix("_at") || name == "day"
        case .call(let name, let arguments):
            name.lowercased() == "due" || name.lowercased() == "coalesce" && arguments.contains { isTime($0) }
        default: false
        }
    }

    private func sign(_ comparison: Comparison, ofTimes: Bool) -> String {
        switch comparison {
        case .equal: say("为", " is ")
        case .unequal: say("不为", " is not ")
        case .less: ofTimes ? say("早于", " is before ") : say("低于", " is below ")
        case .lessOrEqual: ofTimes ? say("不晚于", " is not after ") : say("不高于", " is at most ")
        case .greater: ofTimes ? say("晚于", " is after ") : say("高于", " is above ")
        case .greaterOrEqual: ofTimes ? say("不早于", " is not before ") : say("不低于", " is at least ")
        }
    }
}

extension Character {
    fileprivate var isWord: Bool { isASCII && (isLetter || isNumber) }
    fileprivate var isHan: Bool { unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } }
}
