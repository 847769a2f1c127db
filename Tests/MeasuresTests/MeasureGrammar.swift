import Measures
import Support

/// Writes measures over the relation of ``Sample`` by chance: most of them hold, some are wrong in type, some in letters.
struct MeasureGrammar {
    private var dice: Dice

    init(seed: UInt64) {
        dice = Dice(seed: seed)
    }

    /// The texts `where`, or nil, and `value`.
    mutating func measure() -> (filter: String?, value: String) {
        let filter = happens(50) ? condition(3) : nil
        return (filter.map { damaged($0) }, damaged(value(3)))
    }

    /// What else a measure may say, a third of the time each.
    mutating func frame() -> (
        isAsOfEnd: Bool, onePer: MeasureDefinition.OnePer?, credit: String?, isOfDepartment: Bool
    ) {
        let choice =
            [MeasureDefinition.Choice.latest, .first, .lowest, .highest, .mean].randomElement(using: &dice) ?? .latest
        let thing = happens(30) ? pick(["s", "e", "u", "b", "i", "big", "得分", "v", "nothing"]) : nil
        return (
            happens(30), thing.map { MeasureDefinition.OnePer(column: $0, choice: choice) },
            happens(30) ? pick(["n", "i", "f", "big", "s"]) : nil, happens(15)
        )
    }

    private mutating func happens(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &dice) <= percent }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &dice) ?? "" }

    private mutating func several(_ count: ClosedRange<Int>, _ make: (inout Self) -> String) -> String {
        let count = Int.random(in: count, using: &dice)
        return (0..<count).map { _ in make(&self) }.joined(separator: ", ")
    }

    /// Half of the texts as they are, the others in capitals, with parentheses, or with letters changed.
    private mutating func damaged(_ text: String) -> String {
        switch Int.random(in: 0...19, using: &dice) {
        case 0...9: return text
        case 10...12: return "(\(text))"
        case 13...14: return text.replacing("(", with: " (\n")
        case 15: return text.uppercased()
        default:
            var letters = Array(text)
            for _ in 0..<Int.random(in: 1...3, using: &dice) where !letters.isEmpty {
                let place = Int.random(in: 0..<letters.count, using: &dice)
                switch Int.random(in: 0...3, using: &dice) {
                case 0: letters.remove(at: place)
                case 1:
                    letters.insert(
                        contentsOf: pick(["(", ")", "'", "-", " ", "not ", "9", ".", "é", "\"", "\u{0}"]), at: place)
                case 2: letters.swapAt(place, Int.random(in: 0..<letters.count, using: &dice))
                default: letters.insert(contentsOf: letters[place..<min(letters.count, place + 9)], at: place)
                }
            }
            return String(letters)
        }
    }

    private mutating func value(_ depth: Int) -> String {
        guard depth > 0, happens(55) else { return aggregate() }
        switch Int.random(in: 0...8, using: &dice) {
        case 0: return "-\(value(depth - 1))"
        case 1: return "abs(\(value(depth - 1)))"
        case 2: return "coalesce(\(several(2...3) { $0.value(depth - 1) }))"
        case 3: return literal()
        case 4:
            return
                "\(pick(["hours", "minutes", "days"]))(\(pick(["sum", "avg", "min", "max", "median"]))(\(interval(2))))"
        default: return "(\(value(depth - 1)) \(pick(["+", "-", "*", "/"])) \(value(depth - 1)))"
        }
    }

    private mutating func aggregate() -> String {
        switch Int.random(in: 0...10, using: &dice) {
        case 0: return "count()"
        case 10: return "count(distinct \(pick(["s", "e", "u", "b", "d", "t", "v", number(2), condition(1)])))"
        case 1, 2: return "count(\(condition(2)))"
        case 3, 4: return "share(\(condition(2)))"
        case 5: return "percentile(\(pick(["0", "50", "99.9", "100", "33.333333", "101", "i"])), \(number(2)))"
        case 6: return "nps(\(number(2)))"
        default: return "\(pick(["sum", "avg", "min", "max", "median"]))(\(number(3)))"
        }
    }

    private mutating func choice(_ make: (inout Self) -> String) -> String {
        let cases = (1...Int.random(in: 1...2, using: &dice)).map { _ in "when \(condition(1)) then \(make(&self))" }
        return "case \(cases.joined(separator: " "))\(happens(60) ? " else \(make(&self))" : "") end"
    }

    private mutating func literal() -> String {
        pick(["0", "1", "2", "0.5", "100", "0.000001", "12345678901234567890", "3.333333333333"])
    }

    private mutating func number(_ depth: Int) -> String {
        if happens(3) { return pick([condition(1), instant(1), "'x'", "j", "nobody"]) }
        guard depth > 0, happens(65) else { return pick(["i", "big", "n", "f", "得分", "i", "n", literal()]) }
        switch Int.random(in: 0...10, using: &dice) {
        case 9: return choice { $0.number(depth - 1) }
        case 10: return "\(pick(["weekday", "hour"]))(\(instant(depth - 1)))"
        case 0: return "-\(number(depth - 1))"
        case 1: return "abs(\(number(depth - 1)))"
        case 2: return "\(pick(["least", "greatest", "coalesce"]))(\(several(2...4) { $0.number(depth - 1) }))"
        case 3, 4: return "\(pick(["hours", "minutes", "days"]))(\(interval(depth - 1)))"
        default: return "(\(number(depth - 1)) \(pick(["+", "-", "*", "/"])) \(number(depth - 1)))"
        }
    }

    private mutating func interval(_ depth: Int) -> String {
        guard depth > 0, happens(80) else { return pick(["v", "t - t2", "d - d2", "local - local2"]) }
        switch Int.random(in: 0...6, using: &dice) {
        case 6: return choice { $0.interval(depth - 1) }
        case 0, 1: return "elapsed(\(instant(depth - 1)), \(instant(depth - 1)))"
        case 2: return "coalesce(\(interval(depth - 1)), \(interval(depth - 1)))"
        case 3: return "(\(interval(depth - 1)) \(pick(["+", "-"])) \(interval(depth - 1)))"
        default: return "(\(instant(depth - 1)) - \(instant(depth - 1)))"
        }
    }

    private mutating func instant(_ depth: Int) -> String {
        guard depth > 0, happens(40) else {
            return pick(["at", "t", "t2", "local", "local2", "d", "d2", "period_start", "period_end"])
        }
        switch Int.random(in: 0...3, using: &dice) {
        case 3: return choice { $0.instant(depth - 1) }
        case 0: return "\(pick(["coalesce", "least", "greatest"]))(\(several(2...3) { $0.instant(depth - 1) }))"
        default: return "(\(instant(depth - 1)) \(pick(["+", "-"])) \(interval(depth - 1)))"
        }
    }

    private mutating func condition(_ depth: Int) -> String {
        if happens(2) { return number(1) }
        guard depth > 0, happens(60) else { return test() }
        switch Int.random(in: 0...4, using: &dice) {
        case 4: return choice { $0.condition(depth - 1) }
        case 0: return "not \(condition(depth - 1))"
        case 1: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
        default: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
        }
    }

    private mutating func test() -> String {
        let sign = pick(["=", "<>", "<", "<=", ">", ">="])
        switch Int.random(in: 0...10, using: &dice) {
        case 10:
            let text = happens(30) ? "(\(choice { $0.pick(["s", "e", "'x'", "u"]) }))" : pick(["s", "e", "u", "i"])
            return
                "\(text) \(pick(["like", "not like"])) \(pick(["'x%'", "'_'", "'%好%'", "'it''s'", "'x\\\\'", "'%\\\\%'"]))"
        case 0: return pick(["b", "not b", "b = true", "true", "false", "b <> (i > 3)"])
        case 1:
            return "\(pick(["s", "e", "u"])) \(pick(["=", "<>", sign])) \(pick(["'x'", "'it''s'", "'好'", "''", "s"]))"
        case 2:
            return
                "\(pick(["s", "e"])) \(pick(["in", "not in"])) (\(several(1...3) { $0.pick(["'x'", "'good'", "s"]) }))"
        case 3: return "\(number(1)) \(pick(["in", "not in"])) (\(several(1...3) { $0.number(1) }))"
        case 4: return "\(instant(1)) \(sign) \(instant(1))"
        case 5: return "\(interval(1)) \(sign) \(interval(1))"
        case 6: return "\(pick([number(1), instant(1), interval(1), "s", "b"])) is \(pick(["null", "not null"]))"
        case 7:
            return
                "\(pick(["repeated", "repeated_after"]))(\(pick(["1", "30", "3660", "0"])), \(several(1...2) { $0.pick(["s", "i", "e", "d", "u"]) }))"
        default: return "\(number(1)) \(sign) \(number(1))"
        }
    }
}
