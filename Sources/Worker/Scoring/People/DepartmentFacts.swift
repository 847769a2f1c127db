import Appraisal

/// What the people of each department have together, of measures that are of a department.
struct DepartmentFacts {
    /// By the department's name, byte for byte as the source has it.
    private var facts: [[UInt8]: [MeasurePlan.Place: Fact]] = [:]

    /// Whether no measure is of a department, or nobody belongs to one.
    var isEmpty: Bool { facts.isEmpty }

    /// Takes in what is measured of a person, whatever the person's post.
    mutating func add(_ own: Facts, at places: Set<MeasurePlan.Place>, of employment: Employment) {
        guard let key = employment.departmentKey else { return }
        for place in places {
            let together = (facts[key]?[place] ?? .nothing) + own.fact(at: place)
            facts[key, default: [:]][place] = together
        }
    }

    /// A person's facts with those of the department in the place of the person's own, where the measure is of a department.
    ///
    /// Whoever has no department keeps their own: of one alone.
    func facts(
        _ own: [Fact], of employment: Employment, at places: [(indicator: String, place: MeasurePlan.Place)]
    ) -> [Fact] {
        guard let key = employment.departmentKey, let found = facts[key] else { return own }
        return zip(own, places).map { found[$1.place] ?? $0 }
    }
}

extension Measured {
    /// Adds up over departments what is measured of everyone.
    func departmentFacts() throws -> DepartmentFacts {
        var facts = DepartmentFacts()
        let places = plan.departmentPlaces
        guard !places.isEmpty else { return facts }
        var rows = try MeasuredRows(self, of: places)
        while let key = rows.key {
            // Nothing else that is done for each person would notice that the attempt is to stop.
            try Task.checkCancellation()
            guard let employment = try rows.employment(of: key), employments.contains(employment) else { continue }
            facts.add(try rows.facts(of: key), at: places, of: employment)
        }
        return facts
    }
}

extension Employment {
    /// Tells departments apart as the source does; nil of whoever has none.
    fileprivate var departmentKey: [UInt8]? { department.flatMap { $0.isEmpty ? nil : Array($0.utf8) } }

    func isOf(_ other: String) -> Bool { department.map { $0.utf8.elementsEqual(other.utf8) } ?? false }
}
