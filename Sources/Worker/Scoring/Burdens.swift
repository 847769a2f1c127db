import Appraisal

/// What tickets are asked for where people are weak: those that make a measure worse.
struct Burden: Hashable, Sendable {
    let measure: Measure
    let direction: Scale.Direction

    /// Nil of a rated indicator, and of a whole department's: whose tickets weigh on it is for no task of one person.
    init?(_ indicator: Indicator) {
        guard case .measured(let measure, let scale) = indicator.basis, !measure.isOfDepartment else { return nil }
        self.measure = measure
        direction = scale.direction
    }
}

/// The burdens of all templates that plan improvement; a measure that is the same in several templates once.
struct Burdens: Sendable {
    private(set) var all: [Burden] = []
    /// By template and indicator.
    private var places: [String: [String: Int]] = [:]

    init(of templates: [Template]) {
        for template in templates where template.plan.atMost > 0 {
            for indicator in template.measuredIndicators {
                guard let burden = Burden(indicator) else { continue }
                let place = all.firstIndex(of: burden) ?? all.endIndex
                if place == all.endIndex { all.append(burden) }
                places[template.code, default: [:]][indicator.code] = place
            }
        }
    }

    /// Nil where the value is not what was measured: of a rated indicator, and where an appeal set it.
    func place(of spot: WeakSpot, in template: Template) -> Int? {
        spot.score.appeal == nil ? places[template.code]?[spot.indicator.code] : nil
    }
}
