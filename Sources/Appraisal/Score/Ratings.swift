import Exact

/// The usable evaluations of one person, averaged over raters.
struct Ratings {
    private let byIndicator: [String: [Rating]]
    private let overall: [Perspective.Kind: Rating]
    private let perspectives: Set<Perspective.Kind>

    /// Leaves out what cannot be used under the template; what is left counts whatever its order.
    init(_ person: Person, under template: Template) {
        let usable = person.evaluations.filter { $0.problem(in: template, of: person.employment) == nil }
        perspectives = Set(usable.map(\.perspective))
        let byCode = Dictionary(grouping: usable, by: \.indicator)
        let kinds = template.perspectives.map(\.kind)
        var byIndicator: [String: [Rating]] = [:]
        var overall: [Perspective.Kind: Rating] = [:]
        for (code, evaluations) in byCode {
            let ratings = kinds.compactMap { kind in
                Rating(of: evaluations.filter { $0.perspective == kind }, from: kind)
            }
            if let code {
                byIndicator[code] = ratings
            } else {
                for rating in ratings { overall[rating.perspective] = rating }
            }
        }
        self.byIndicator = byIndicator
        self.overall = overall
    }

    /// What was given to an indicator, in template order of the perspectives.
    func ratings(of indicator: Indicator) -> [Rating] {
        byIndicator[indicator.code] ?? []
    }

    /// What a perspective said overall.
    func overall(from perspective: Perspective.Kind) -> Rating? {
        overall[perspective]
    }

    /// Whether a perspective said anything.
    func speaks(_ perspective: Perspective.Kind) -> Bool {
        perspectives.contains(perspective)
    }
}
