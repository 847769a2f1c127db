import Exact

/// The usable evaluations of one person, averaged over raters.
struct Ratings {
    private let byIndicator: [String: [Rating]]
    private let overall: [SourceKind: Rating]
    private let sources: Set<SourceKind>

    /// Leaves out what cannot be used under the template; what is left counts whatever its order.
    init(_ evaluations: [Evaluation], under template: Template) {
        let usable = evaluations.filter { $0.problem(in: template) == nil }
        sources = Set(usable.map(\.source))
        let byCode = Dictionary(grouping: usable, by: \.indicator)
        let kinds = template.sources.map(\.kind)
        var byIndicator: [String: [Rating]] = [:]
        var overall: [SourceKind: Rating] = [:]
        for (code, evaluations) in byCode {
            let ratings = kinds.compactMap { kind in
                Rating(of: evaluations.filter { $0.source == kind }, from: kind)
            }
            if let code {
                byIndicator[code] = ratings
            } else {
                for rating in ratings { overall[rating.source] = rating }
            }
        }
        self.byIndicator = byIndicator
        self.overall = overall
    }

    /// What was given to an indicator, in template order of the sources.
    func ratings(of indicator: Indicator) -> [Rating] {
        byIndicator[indicator.code] ?? []
    }

    /// What a source said overall.
    func overall(from source: SourceKind) -> Rating? {
        overall[source]
    }

    /// Whether a source said anything.
    func speaks(_ source: SourceKind) -> Bool {
        sources.contains(source)
    }
}
