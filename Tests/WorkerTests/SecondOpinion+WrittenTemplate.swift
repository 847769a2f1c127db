extension SecondOpinion {
    /// A template written by chance, as YAML, with the measures of its indicators.
    struct WrittenTemplate {
        let yaml: String
        private(set) var measures: [String: Measure]

        /// - Parameter code: of the template; also the one post it is for.
        init(code: String, _ dice: inout Dice) {
            var pen = Pen(dice: dice, code: code)
            yaml = pen.template()
            measures = pen.measures
            dice = pen.dice
        }
    }

    /// Writes a template; what it writes is always one that may be published.
    private struct Pen {
        var dice: Dice
        let code: String
        var measures: [String: Measure] = [:]

        mutating func template() -> String {
            let sources = sources()
            let mayRate = sources.contains { $0 != "data" }
            let weights = shares(dice.number(1...4))
            let weighted = zip(sources, shares(sources.count)).map { source($0, weight: $1) }
            let dimensions = weights.enumerated().map { dimension($0, weight: $1, mayRate: mayRate) }
            let caps = caps()
            let (own, leadTo) = outcomes()
            let isRated = dimensions.contains { $0.contains("rated:") }
            let measuredIn = measuredIn(sources, isRated: isRated)
            return """
                template: \(code)
                version: 1
                title: {zh: 随机, en: By chance}
                posts: [\(code)]
                sources: {\(weighted.joined(separator: ", "))}
                measured_in: \(measuredIn)
                eligibility: {min_days: \(dice.number(0...12))}
                coverage: {min_percent: \(dice.pick(["0", "33.33", "60", "100"]))}
                near_cut: \(dice.pick(["0", "0.5", "3"]))
                outcomes: {\(own)}
                grades:
                  - {grade: A, at_least: \(dice.number(80...99)).5, coefficient: 1.25, outcomes: [\(leadTo[0])]}
                  - {grade: B, at_least: \(dice.number(30...79)), coefficient: 1, outcomes: [\(leadTo[1])]}
                  - {grade: C, at_least: 0, coefficient: 0.55, outcomes: [\(leadTo[2])]}
                caps: [\(caps.joined(separator: ", "))]
                dimensions:
                \(dimensions.joined(separator: "\n"))
                """
        }

        /// By dice of their own, so that whatever else is written stays the same; no two of one indicator leave the same grade.
        private func caps() -> [String] {
            var fork = dice
            var own = Dice(seed: Int(fork.roll() >> 1))
            let indicators = own.shuffled(measures.keys.sorted()).prefix(own.pick([0, 1, 1, 2, 3]))
            return indicators.map { code in
                let bound = own.pick(["at_least", "at_most"])
                let edge = own.pick(["-1", "0", "0.5", "1", "3", "20", "50", "75.25", "100", "500"])
                return
                    "{indicator: \(code), \(bound): \(edge), grade: \(own.pick(["B", "C"])), title: {zh: 上限, en: Cap}}"
            }
        }

        /// By dice of their own: what the template calls those that it names itself, and what each grade leads to.
        private func outcomes() -> (own: String, ofGrades: [String]) {
            var fork = dice
            var own = Dice(seed: Int(fork.roll() >> 3))
            let names = ["shadowing", "mentor", "跟岗"]
            let ofGrades = (0..<3).map { _ in
                Array(own.shuffled(names + ["warning", "talent_pool"]).prefix(own.number(0...3)))
            }
            let used = names.filter { name in ofGrades.contains { $0.contains(name) } }
            return (
                used.map { "\($0): {zh: \(code) 的 \($0), en: \($0) of \(code)}" }.joined(separator: ", "),
                ofGrades.map { $0.joined(separator: ", ") }
            )
        }

        /// By dice of its own; where either kind would have no sheet, what is measured stands in all.
        private func measuredIn(_ sources: [String], isRated: Bool) -> String {
            var fork = dice
            var own = Dice(seed: Int(fork.roll() >> 2))
            let hasPlace = sources.contains("data") && (isRated || sources.count == 1)
            return hasPlace && own.happens(60) ? "data" : "every_sheet"
        }

        private mutating func sources() -> [String] {
            let all = dice.shuffled(["self", "supervisor", "peer", "data"])
            return Array(all.prefix(dice.number(1...4)))
        }

        private mutating func source(_ name: String, weight: String) -> String {
            "\(name): {weight: \(weight), required: \(dice.happens(25))}"
        }

        /// So many numbers above 0 that add up to 100, with digits behind the point.
        private mutating func shares(_ count: Int) -> [String] {
            var left = 10_000
            var shares: [Int] = []
            for rest in stride(from: count - 1, to: 0, by: -1) {
                let share = dice.happens(50) ? dice.number(1...left / (rest + 1)) : left / (rest + 1) / 100 * 100
                shares.append(share)
                left -= share
            }
            return (shares + [left]).map(hundredths)
        }

        private func hundredths(_ number: Int) -> String {
            (Fraction(number) / 100)?.description ?? ""
        }

        private mutating func dimension(_ number: Int, weight: String, mayRate: Bool) -> String {
            let count = dice.number(1...3)
            let indicators = (1...count).map { place in
                let code = "\(self.code)_\(number + 1)_\(place)"
                // The first is measured, so that a source of data has something to look at.
                return mayRate && (number > 0 || place > 1) && dice.happens(35) ? rated(code) : measured(code)
            }
            return """
                  - code: \(code)_\(number + 1)
                    title: {zh: 维度, en: Dimension}
                    weight: \(weight)
                    indicators:
                \(indicators.joined(separator: "\n"))
                """
        }

        private mutating func rated(_ code: String) -> String {
            let full = dice.number(3...20)
            let middle = dice.number(1...full - 1)
            return """
                      - code: \(code)
                        title: {zh: 评价, en: Rated}
                        points: \(full)
                        rated:
                          - {level: high, title: {zh: 高, en: High}, points: [\(middle).5, \(full)]}
                          - {level: low, title: {zh: 低, en: Low}, points: [0, \(middle)]}
                """
        }

        private mutating func measured(_ code: String) -> String {
            var writer = Writer(dice: dice, shape: dice.pick(Shape.all))
            var written = writer.measure()
            let mix = writer.mix(of: written)
            dice = writer.dice
            // By dice of their own, so that whatever else is written stays the same.
            var fork = dice
            writer.dice = Dice(seed: Int(fork.roll() >> 1))
            if mix.isEmpty && writer.dice.happens(40) { written.value = writer.latelyAdded() }
            var asker = Writer(dice: Dice(seed: Int(fork.roll() >> 1)), shape: writer.shape)
            if mix.isEmpty && asker.dice.happens(15) {
                written.value = asker.recurrence(at: written.at) ?? written.value
            }
            written.isAsOfEnd = writer.dice.happens(20)
            if written.relation == "ticket" && writer.dice.happens(40) {
                written.onePer = OnePer(
                    column: writer.dice.pick(writer.shape.kinds), choice: writer.dice.pick(["latest", "first"]))
                if written.value.isMeanOfRows && writer.dice.happens(50) {
                    let choice = mix.isEmpty && writer.dice.happens(50) ? "mean" : "worst"
                    written.onePer = OnePer(column: written.onePer?.column ?? "", choice: choice)
                }
            }
            if mix.isEmpty && !["worst", "mean"].contains(written.onePer?.choice) && written.value.isWeighable
                && !writer.shape.numbers.isEmpty && writer.dice.happens(40)
            {
                written.credit = writer.dice.pick(writer.shape.numbers)
            }
            written.isOfDepartment =
                mix.isEmpty && written.onePer == nil && written.value.addsUp && writer.dice.happens(40)
            measures[code] = written.measure
            var steps = ["from: \(written.relation)", "at: \(written.at)", "value: \(spelled(written.value.text()))"]
            if let filter = written.filter { steps.append("where: \(spelled(filter.text()))") }
            if written.isAsOfEnd { steps.append("as_of: period_end") }
            if let onePer = written.onePer {
                steps.append("one_per: \"\(onePer.column)\(onePer.choice == "latest" ? "" : ", \(onePer.choice)")\"")
            }
            if written.isOfDepartment { steps.append("of: department") }
            if let credit = written.credit { steps.append("credit: \(credit)") }
            let isAdjusted = !mix.isEmpty && dice.happens(50)
            if !mix.isEmpty { steps.append("mix: [\(mix.joined(separator: ", "))]") }
            if isAdjusted { steps.append("scored_on: adjusted") }
            switch dice.number(1...100) {
            case _ where !mix.isEmpty || written.isOfDepartment: break
            case 1...15: steps.append("per: employed_day")
            case 16...25: steps.append("per: working_day")
            case 26...33: steps.append("per: full_time_equivalent")
            default: break
            }
            let isRelative = !isAdjusted && dice.happens(30)
            if written.isOfDepartment {
                // It is held against nothing.
            } else if mix.isEmpty && writer.dice.happens(30) {
                steps.append("relative_to: previous")
            } else if isRelative {
                steps.append("relative_to: peer_mean")
            }
            if dice.happens(30) { steps.append("when_empty: \(dice.pick(["0", "1.5", "-2", "0.000001"]))") }
            let full = dice.number(5...40)
            return """
                      - code: \(code)
                        title: {zh: 测量, en: Measured}
                        points: \(full)
                        min_sample: \(dice.pick([0, 0, 1, 3]))
                        measure: {\(steps.joined(separator: ", "))}
                        scale:
                \(scale(full: full).joined(separator: "\n"))
                """
        }

        /// Bands one after the other, some with a gap between, in either direction.
        private mutating func scale(full: Int) -> [String] {
            let direction = dice.happens(50) ? 1 : -1
            var edge = dice.number(-200...15_000)
            var points = full * 100
            return (1...dice.number(1...4)).map { number in
                // The first band's ends differ: they show which way is better.
                let width = number > 1 && dice.happens(20) ? 0 : dice.pick([1, 7, 100, 250, 3000])
                if width == 0 { edge -= direction }
                let best = edge
                edge -= direction * width
                let first = points
                points = width == 0 || dice.happens(25) ? points : dice.number(0...points)
                let given = points == first ? hundredths(first) : "[\(hundredths(first)), \(hundredths(points))]"
                let step = width > 1 && dice.happens(30) ? ", step: \(hundredths(dice.number(1...width)))" : ""
                let band = """
                              - {band: b\(number), best: \(hundredths(best)), worst: \(hundredths(edge)), \
                    points: \(given)\(step)}
                    """
                points = dice.number(0...points)
                edge -= direction * (dice.happens(40) ? dice.number(1...120) : 0)
                return band
            }
        }

        private mutating func spelled(_ text: String) -> String {
            var spelling = Spelling(dice: dice)
            defer { dice = spelling.dice }
            let escaped = [("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t")].reduce(spelling.spelled(text)) {
                text, escape in
                text.replacing(escape.0, with: escape.1)
            }
            return "\"\(escaped)\""
        }
    }
}
