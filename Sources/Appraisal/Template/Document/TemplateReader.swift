import Exact

/// Reads a flat document into a template; what is wrong is taken down and reading goes on.
///
/// docs/templates.md says what a template may be.
struct TemplateReader {
    /// How problems call the document.
    let place: String
    let log: ProblemLog
    /// What is to be said against a measure, given the place of its indicator.
    let check: (Measure, String) -> [Problem]

    private static let keys = [
        "template", "version", "title", "default", "posts", "extends", "weights", "sources", "measured_in",
        "eligibility", "coverage",
        "plan", "near_cut", "outcomes", "grades", "streaks", "caps", "dimensions",
    ]

    /// Nil where something is wrong; something may be wrong although it is not nil.
    func template(_ root: TemplateNode) -> Template? {
        guard let fields = Fields(root, at: place, keys: Self.keys, log: log) else { return nil }
        for key in ["extends", "weights"] where fields.has(key) {
            fields.note("the document must be flattened before it is read", at: key)
        }
        let code = fields.code("template")
        let version = fields.whole("version", from: 1)
        let title = fields.title()
        let isDefault = fields.flag("default") ?? false
        let posts = fields.texts("posts", limit: .posts)
        let perspectives = perspectives(fields)
        let measuredIn = measuredIn(fields)
        let minDays = group("eligibility", of: fields, keys: ["min_days"]) { $0.whole("min_days", from: 0) }
        let minCoverage = group("coverage", of: fields, keys: ["min_percent"]) { $0.number("min_percent", .percent) }
        let plan = group("plan", of: fields, keys: ["below_percent", "at_most"]) { fields -> PlanRule? in
            guard
                case let (below?, most?) = (
                    fields.number("below_percent", .percent), fields.whole("at_most", from: 0, limit: .tasks)
                )
            else { return nil }
            return PlanRule(belowPercent: below, atMost: most)
        }
        let nearCut = fields.optionalNumber("near_cut", .fromZero)
        let outcomes = OwnOutcomes(root, at: place, log: log)
        let grades = grades(fields, outcomes: outcomes)
        let streaks = streaks(fields, grades: grades, outcomes: outcomes)
        let caps = caps(fields, grades: grades, dimensions: root["dimensions"])
        let dimensions = dimensions(fields)
        checkReach(of: perspectives, dimensions: dimensions)
        if measuredIn == .data { checkKinds(of: perspectives, dimensions: dimensions) }
        guard let code, let version, let title else { return nil }
        return Template(
            code: code, version: version, title: title, isDefault: isDefault, posts: posts, perspectives: perspectives,
            measuredIn: measuredIn, minDays: minDays ?? 0, minCoverage: minCoverage ?? 0, plan: plan ?? .none,
            nearCut: nearCut ?? 0,
            grades: grades, streaks: streaks, caps: caps, dimensions: dimensions)
    }

    /// A mapping of its own that a template may leave out.
    private func group<Value>(
        _ key: String, of fields: Fields, keys: [String], read: (Fields) -> Value?
    ) -> Value? {
        guard fields.has(key), let node = fields.required(key) else { return nil }
        return Fields(node, at: "\(place) \(key)", keys: keys, log: log).flatMap(read)
    }

    private func perspectives(_ fields: Fields) -> [Perspective] {
        guard let node = fields.required("sources") else { return [] }
        let kinds = Perspective.Kind.allCases.map(\.rawValue)
        guard let mapping = Fields(node, at: "\(place) sources", keys: kinds, log: log) else { return [] }
        let written = node.entries.compactMap { entry in Perspective.Kind(rawValue: entry.key).map { ($0, entry.value) }
        }
        var perspectives: [(perspective: Perspective, position: Int?)] = []
        for (kind, node) in written {
            let place = "\(place) sources \(kind.rawValue)"
            guard let fields = Fields(node, at: place, keys: ["weight", "required", "position"], log: log) else {
                continue
            }
            let required = fields.flag("required") ?? false
            let position = fields.optionalWhole("position", from: 1)
            guard let weight = fields.number("weight", .share) else { continue }
            perspectives.append((Perspective(kind: kind, weight: weight, required: required), position))
        }
        let positions = perspectives.compactMap(\.position)
        if !positions.isEmpty && (positions.count < perspectives.count || Set(positions).count < positions.count) {
            mapping.note("give every source a position of its own, or none a position")
        }
        if perspectives.count == written.count {
            checkSum(of: perspectives.map(\.perspective.weight), at: "\(place) sources")
        }
        guard positions.count == perspectives.count else { return perspectives.map(\.perspective) }
        return zip(positions, perspectives).sorted { $0.0 < $1.0 }.map(\.1.perspective)
    }

    private func dimensions(_ fields: Fields) -> [Dimension] {
        guard let nodes = fields.list("dimensions", limit: .dimensions) else { return [] }
        var codes: [String: String] = [:]
        let dimensions = nodes.enumerated().compactMap { index, node in
            dimension(node, number: index + 1, indicatorCodes: &codes)
        }
        for (index, dimension) in dimensions.enumerated()
        where dimensions[..<index].contains(where: { $0.code == dimension.code }) {
            log.note("the code is used by two dimensions", at: "\(place) \(dimension.code)")
        }
        let indicators = nodes.reduce(0) { $0 + ($1["indicators"]?.elements.count ?? 0) }
        if let problem = TemplateLimit.indicators.problem(with: indicators) {
            log.note(problem, at: "\(place) dimensions")
        }
        if dimensions.count == nodes.count {
            checkSum(of: dimensions.map(\.weight), at: "\(place) dimensions")
        }
        return dimensions
    }

    private func dimension(_ node: TemplateNode, number: Int, indicatorCodes: inout [String: String]) -> Dimension? {
        let name = node["code"]?.text ?? "dimension \(number)"
        let keys = ["code", "title", "weight", "indicators"]
        guard let fields = Fields(node, at: "\(place) \(name)", keys: keys, log: log) else { return nil }
        let code = fields.code("code")
        let title = fields.title()
        let weight = fields.number("weight", .share)
        var indicators: [Indicator] = []
        for (index, node) in (fields.list("indicators", limit: nil) ?? []).enumerated() {
            guard let indicator = indicator(node, in: name, number: index + 1) else { continue }
            if let other = indicatorCodes.updateValue("\(name)/\(indicator.code)", forKey: indicator.code) {
                log.note("the code is used by \(other) already", at: "\(place) \(name)/\(indicator.code)")
            }
            indicators.append(indicator)
        }
        guard let code, let title, let weight else { return nil }
        return Dimension(code: code, title: title, weight: weight, indicators: indicators)
    }

    private func checkSum(of weights: [BigDecimal], at place: String) {
        let sum = weights.reduce(0, +)
        if sum != 100 { log.note("the weights add up to \(sum.normalized), not to 100", at: place) }
    }

    /// Every indicator must have a perspective that can score it, and every perspective an indicator.
    private func checkReach(of perspectives: [Perspective], dimensions: [Dimension]) {
        guard !perspectives.isEmpty, !dimensions.isEmpty else { return }
        let rates = perspectives.contains { $0.kind.rates }
        for dimension in dimensions {
            for indicator in dimension.indicators where indicator.measure == nil && !rates {
                log.note(
                    "rated, but nobody rates; add self, supervisor or peer to the sources, or measure it",
                    at: "\(place) \(dimension.code)/\(indicator.code)")
            }
        }
        let measures = dimensions.contains { $0.indicators.contains { $0.measure != nil } }
        if !measures && perspectives.contains(where: { $0.kind == .data }) {
            log.note("no indicator is measured, so this source never has a sheet", at: "\(place) sources data")
        }
    }
}
