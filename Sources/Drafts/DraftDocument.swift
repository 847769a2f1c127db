import Appraisal
import Exact
import Sheets

/// Writes a plan as YAML: what a template says, and beside it what the sheet does not.
struct DraftDocument {
    private let plan: DraftPlan
    private let reading: DraftReading
    private let file: String
    private let sheet: String?
    private let options: DraftOptions
    /// In the order in which they stand in the draft.
    private(set) var notes: [DraftNote] = []
    private var lines: [String] = []

    init(_ plan: DraftPlan, _ reading: DraftReading, file: String, sheet: String?, _ options: DraftOptions) {
        (self.plan, self.reading, self.file, self.sheet) = (plan, reading, file, sheet)
        self.options = options
    }

    mutating func write() -> String {
        head()
        frame()
        lines.append("dimensions:")
        for dimension in plan.dimensions { write(dimension) }
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func note(_ note: DraftNote, indent: Int = 0) {
        notes.append(note)
        let place = note.place.map { "\($0): " } ?? ""
        let words = options.isChinese ? note.words.zh : note.words.en
        lines.append("\(String(repeating: " ", count: indent))# \(place)\(DraftText.oneLine(words))")
    }

    private func title(_ text: String, english: String? = nil) -> String {
        "{zh: \(DraftText.quoted(text)), en: \(DraftText.quoted(english ?? text))}"
    }

    private mutating func head() {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let bare = name.split(separator: ".").first.map(String.init) ?? name
        let code = options.code ?? DraftText.code(of: bare) ?? "draft"
        let ofSheet = sheet.map { options.isChinese ? "，工作表“\($0)”" : ", sheet \"\($0)\"" } ?? ""
        lines.append(
            "# "
                + DraftText.oneLine(
                    options.isChinese
                        ? "由 \(name)\(ofSheet) 生成的草稿。注释里是表里没有写、这里认定的内容：请逐条核对后再用。"
                        : "A draft made of \(name)\(ofSheet). Comments say what the sheet does not: look at each before it is used."
                ))
        for note in reading.notes { self.note(note) }
        if options.code == nil { note(DraftNote(.code(code))) }
        let isTranslated = plan.dimensions.allSatisfy { $0.indicators.allSatisfy { $0.source.english != nil } }
        if !isTranslated { note(DraftNote(.oneLanguage)) }
        lines += [
            "template: \(DraftText.quoted(code))", "version: 1", "title: \(title(reading.title ?? bare))",
            "default: false",
        ]
        let posts = options.posts.isEmpty ? reading.posts : options.posts
        if posts.isEmpty { note(DraftNote(.noPosts)) }
        var seen: Set<String> = []
        lines.append(
            "posts: [\(posts.filter { seen.insert($0).inserted }.map(DraftText.quoted).joined(separator: ", "))]")
    }

    private mutating func frame() {
        note(DraftNote(.frame))
        let isMeasured = plan.dimensions.allSatisfy { $0.indicators.allSatisfy(\.isMeasured) }
        lines +=
            isMeasured
            ? ["sources:", "  data: {weight: 100, required: true}"]
            : ["sources:", "  self:       {weight: 20}", "  supervisor: {weight: 80, required: true}"]
        lines += Self.rest.split(separator: "\n").map(String.init)
    }

    /// As the shipped template `after-sales` has it.
    private static let rest = """
        eligibility: {min_days: 10}
        coverage:    {min_percent: 60}
        plan:        {below_percent: 70, at_most: 3}
        near_cut:    0.50
        grades:
          - {grade: A, at_least: 90, coefficient: 1.2, outcomes: [promotion_priority, raise_priority, talent_pool, share_case]}
          - {grade: B, at_least: 80, coefficient: 1.1, outcomes: [skill_training]}
          - {grade: C, at_least: 70, coefficient: 1.0, outcomes: [improvement_training]}
          - {grade: D, at_least: 60, coefficient: 0.8, outcomes: [warning, improvement_plan]}
          - {grade: E, at_least: 0,  coefficient: 0.5, outcomes: [improvement_plan, pay_cut_review, transfer_review]}
        """

    /// Notes of the plan about a cell of these rows.
    private mutating func tell(of places: Set<CellPlace>, indent: Int) {
        for note in plan.notes where !notes.contains(note) && (note.place.map { places.contains($0) } ?? false) {
            self.note(note, indent: indent)
        }
    }

    private mutating func write(_ dimension: DraftPlan.Dimension) {
        tell(of: [dimension.place, dimension.weightPlace], indent: 2)
        if dimension.title.isEmpty { note(DraftNote(.oneDimension), indent: 2) }
        let name = dimension.title.isEmpty ? "{zh: \"全部指标\", en: \"All indicators\"}" : title(dimension.title)
        lines += [
            "  - code: \(DraftText.quoted(dimension.code))  # \(dimension.place)", "    title: \(name)",
            "    weight: \(dimension.weight.normalized)", "    indicators:",
        ]
        for indicator in dimension.indicators { write(indicator) }
    }

    private mutating func write(_ indicator: DraftPlan.Indicator) {
        let source = indicator.source
        tell(of: [source.place, source.pointsPlace], indent: 6)
        for (heading, text) in source.remarks { lines.append("      # \(DraftText.oneLine("\(heading): \(text)"))") }
        lines += [
            "      - code: \(DraftText.quoted(indicator.code))  # \(source.place)",
            "        title: \(title(source.title, english: source.english))",
            "        points: \(indicator.points.normalized)",
        ]
        if indicator.isMeasured { measured(indicator) } else { rated(indicator) }
    }

    private mutating func measured(_ indicator: DraftPlan.Indicator) {
        guard let scale = indicator.scale else { return }
        let measure = indicator.source.measure
        if let unit = scale.unit { lines.append("        unit: \(DraftText.quoted(unit))") }
        if let sample = indicator.source.minSample { lines.append("        min_sample: \(sample)") }
        let text = DraftMeasure.text(
            from: measure.from ?? "", at: measure.at ?? "", filter: measure.filter, value: measure.value ?? "")
        lines.append("        measure: \(text)")
        lines.append("        scale:")
        tell(of: Set(indicator.levels.flatMap { [$0.place, $0.pointsPlace] }), indent: 10)
        for note in scale.notes { self.note(note, indent: 10) }
        lines += bands(of: scale).map { "          - \($0)" }
    }

    private func bands(of scale: DraftScale) -> [String] {
        scale.bands.map { band in
            let (first, last) = (band.points.upperBound.normalized, band.points.lowerBound.normalized)
            let points = first == last ? "\(first)" : "[\(first), \(last)]"
            return
                "{band: \(DraftText.quoted(band.name)), best: \(band.best.normalized), worst: \(band.worst.normalized), points: \(points)}"
        }
    }

    private mutating func rated(_ indicator: DraftPlan.Indicator) {
        if let scale = indicator.scale { suggest(scale, for: indicator) }
        lines.append("        rated:")
        tell(of: Set(indicator.levels.flatMap { [$0.place, $0.pointsPlace] }), indent: 10)
        let levels =
            indicator.levels.isEmpty
            ? [
                DraftPlan.Level(
                    title: indicator.source.title, points: 0...indicator.points, place: indicator.source.place,
                    pointsPlace: indicator.source.place)
            ] : indicator.levels
        for (index, level) in levels.enumerated() {
            let (low, high) = (level.points.lowerBound.normalized, level.points.upperBound.normalized)
            let name = level.title.isEmpty ? "\(low == high ? "\(high)" : "\(low)–\(high)")" : level.title
            lines.append(
                "          - {level: level\(index + 1), title: \(title(name)), points: [\(low), \(high)]}  # \(level.place)"
            )
        }
    }

    /// How it would be measured, as a comment.
    private mutating func suggest(_ scale: DraftScale, for indicator: DraftPlan.Indicator) {
        note(DraftNote(.notMeasured, at: indicator.source.place), indent: 8)
        let names = [indicator.source.title, (indicator.source.english ?? indicator.source.title).lowercased()]
        let known = options.known.first { !$0.titles.isDisjoint(with: names) }
        if let known { note(DraftNote(.alike(template: known.template), at: indicator.source.place), indent: 8) }
        if let unit = scale.unit { lines.append("        #  unit: \(DraftText.quoted(unit))") }
        lines.append(
            "        #  measure: \(known?.text ?? "{from: RELATION, at: TIME_COLUMN, value: \"share(CONDITION)\"}")")
        lines.append("        #  scale:")
        lines += bands(of: scale).map { "        #    - \($0)" }
    }
}
