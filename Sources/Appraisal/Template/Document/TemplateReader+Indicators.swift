import Exact

extension TemplateReader {
    /// - Parameters:
    ///   - dimension: how problems call the dimension.
    ///   - number: its place in the dimension, from 1.
    func indicator(_ node: TemplateNode, in dimension: String, number: Int) -> Indicator? {
        let place = "\(place) \(dimension)/\(node["code"]?.text ?? "indicator \(number)")"
        let keys = ["code", "title", "points", "unit", "rated", "measure", "scale", "min_sample"]
        guard let fields = Fields(node, at: place, keys: keys, log: log) else { return nil }
        let code = fields.code("code")
        let title = fields.title()
        let points = fields.number("points", .share)
        let unit = fields.optionalText("unit")
        let minSample = fields.optionalWhole("min_sample", from: 0) ?? 0
        let basis = basis(fields, points: points)
        guard let code, let title, let points, let basis else { return nil }
        return Indicator(code: code, title: title, points: points, unit: unit, minSample: minSample, basis: basis)
    }

    private func basis(_ fields: Fields, points: BigDecimal?) -> Indicator.Basis? {
        switch (fields.has("rated"), fields.has("measure"), fields.has("scale")) {
        case (true, false, false):
            if fields.has("min_sample") { fields.note("only a measured indicator has a sample", at: "min_sample") }
            return levels(fields, points: points).map(Indicator.Basis.rated)
        case (false, true, true):
            guard case let (measure?, scale?) = (measure(fields), scale(fields, points: points)) else { return nil }
            return .measured(measure.read(by: scale), scale)
        case (true, _, _):
            fields.note("both rated and measured; keep 'rated', or 'measure' with 'scale'")
        case (false, true, false):
            fields.note("measured without a scale; add 'scale'")
        case (false, false, true):
            fields.note("a scale without a measure; add 'measure'")
        case (false, false, false):
            fields.note("neither rated nor measured; add 'rated', or 'measure' with 'scale'")
        }
        return nil
    }

    private func measure(_ fields: Fields) -> Measure? {
        let keys = [
            "from", "at", "as_of", "where", "value", "of", "one_per", "credit", "mix", "scored_on", "per",
            "relative_to", "when_empty",
        ]
        let place = fields.place
        guard let node = fields.required("measure"),
            let fields = Fields(node, at: "\(fields.place) measure", keys: keys, log: log)
        else { return nil }
        let relation = fields.text("from")
        let column = fields.text("at")
        let asOfEnd = choice("as_of", only: "period_end", of: fields)
        // The language has bounds of its own.
        let filter = fields.optionalText("where", limit: nil)
        let value = fields.text("value", limit: nil)
        let isOfDepartment = choice("of", only: "department", of: fields)
        if isOfDepartment { checkDepartment(fields) }
        let onePer = onePer(fields)
        let credit = fields.optionalText("credit", limit: nil)
        let mix =
            fields.has("mix") ? fields.list("mix", limit: .mixColumns).map { _ in fields.texts("mix", limit: nil) } : []
        let isAdjusted = choice("scored_on", only: "adjusted", of: fields)
        let per = divisor(fields)
        let relativeTo = comparison(fields)
        check(mix ?? [], isAdjusted: isAdjusted, isPerDay: per != nil, relativeTo, fields)
        let whenEmpty = fields.optionalNumber("when_empty", .any)
        guard let relation, let column, let value else { return nil }
        let measure = Measure(
            from: relation, at: column, asOfEnd: asOfEnd, filter: filter, value: value, isOfDepartment: isOfDepartment,
            onePer: onePer, credit: credit, mix: mix ?? [], scoredOnAdjusted: isAdjusted, per: per,
            relativeTo: relativeTo, whenEmpty: whenEmpty)
        for problem in check(measure, place) { log.note(problem.reason, at: problem.place) }
        return measure
    }

    /// What people are compared by, or have days of, a department does not have.
    private func checkDepartment(_ fields: Fields) {
        for key in ["one_per", "mix", "per", "relative_to"] where fields.has(key) {
            fields.note("the figure of a whole department takes no \(key); leave out \(key) or of", at: "of")
        }
    }

    /// A column, and behind a comma which of its rows counts.
    private func onePer(_ fields: Fields) -> Measure.OnePer? {
        guard let text = fields.optionalText("one_per", limit: nil) else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).replacing(" ", with: "")
        }
        let choice: Measure.OnePer.Choice? =
            parts.count == 1 ? .latest : parts.last.flatMap(Measure.OnePer.Choice.init(rawValue:))
        guard parts.count <= 2, !parts[0].isEmpty, let choice else {
            fields.note(
                "expected a column, or a column and latest, first, worst or mean as in 'customer_id, first', found '\(text)'",
                at: "one_per")
            return nil
        }
        return Measure.OnePer(column: parts[0], choice: choice)
    }

    private func divisor(_ fields: Fields) -> Measure.Divisor? {
        guard let text = fields.optionalText("per") else { return nil }
        let divisor = Measure.Divisor(rawValue: text)
        if divisor == nil {
            let known = Measure.Divisor.allCases.map(\.rawValue)
            fields.note(
                "expected \(known.dropLast().joined(separator: ", ")) or \(known[known.count - 1]), found '\(text)'",
                at: "per")
        }
        return divisor
    }

    private func comparison(_ fields: Fields) -> Measure.Comparison? {
        guard let text = fields.optionalText("relative_to") else { return nil }
        let comparison = Measure.Comparison(rawValue: text)
        if comparison == nil {
            let known = Measure.Comparison.allCases.map(\.rawValue).joined(separator: " or ")
            fields.note("expected \(known), found '\(text)'", at: "relative_to")
        }
        return comparison
    }

    /// What is held against rows of the same kinds is a mean of rows, and is scored against one thing only.
    private func check(
        _ mix: [String], isAdjusted: Bool, isPerDay: Bool, _ relativeTo: Measure.Comparison?, _ fields: Fields
    ) {
        if !mix.isEmpty && isPerDay {
            fields.note(
                "a value per day is no mean of rows, which mix holds against others; leave out per or mix", at: "mix")
        }
        if !mix.isEmpty && relativeTo == .previous {
            fields.note(
                "a change against the period before is no mean of rows, which mix holds against others; leave out relative_to or mix",
                at: "mix")
        }
        guard isAdjusted else { return }
        if !fields.has("mix") { fields.note("add mix: the columns that tell kinds of work apart", at: "scored_on") }
        if relativeTo != nil {
            fields.note("an adjusted value is held against everyone already; leave out relative_to", at: "scored_on")
        }
    }

    /// Whether a key is given that takes one word only.
    private func choice(_ key: String, only word: String, of fields: Fields) -> Bool {
        guard let text = fields.optionalText(key) else { return false }
        if text != word { fields.note("expected \(word), found '\(text)'", at: key) }
        return true
    }

    private func levels(_ fields: Fields, points full: BigDecimal?) -> [Level]? {
        guard let nodes = fields.list("rated", limit: .levels) else { return nil }
        var levels: [Level] = []
        for (index, node) in nodes.enumerated() {
            let place = "\(fields.place) level \(node["level"]?.text.map { "\"\($0)\"" } ?? "\(index + 1)")"
            guard let fields = Fields(node, at: place, keys: ["level", "title", "points"], log: log) else { continue }
            let code = fields.text("level")
            let title = fields.title()
            guard let (low, high, _) = fields.oneOrTwoNumbers("points", .points) else { continue }
            guard low <= high else {
                fields.note("\(low.normalized) is above \(high.normalized); write the lower end first", at: "points")
                continue
            }
            guard let code, let title else { continue }
            let level = Level(code: code, title: title, range: low...high)
            check(level, after: levels, full: index == 0 ? full : nil, fields)
            levels.append(level)
        }
        return levels.count == nodes.count ? levels : nil
    }

    /// - Parameter full: the indicator's points, for the best level.
    private func check(_ level: Level, after levels: [Level], full: BigDecimal?, _ fields: Fields) {
        if levels.contains(where: { $0.code == level.code }) { fields.note("the level is listed twice") }
        if let last = levels.last {
            if level.range.upperBound >= last.range.lowerBound {
                fields.note(
                    "\(level.points) does not lie below the level before, \(last.points); "
                        + "list the levels from the best down, without overlap",
                    at: "points")
            }
        }
        if let full, level.range.upperBound != full {
            fields.note(
                "the best level ends at \(level.range.upperBound.normalized), not at the indicator's "
                    + "\(full.normalized) points",
                at: "points")
        }
    }
}
