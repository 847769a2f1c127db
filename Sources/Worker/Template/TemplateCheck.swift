package import Appraisal
package import Measures

/// Everything that keeps a template from being used, found at once.
package enum TemplateCheck {
    /// Flattens and reads a document, and holds its measures against the source.
    ///
    /// - Parameters:
    ///   - bases: what the document may extend.
    ///   - published: what is in use; a post, or the default, belongs to one template.
    ///   - catalog: what the source has; nil where no source is at hand: then only the language of the measures is checked.
    /// - Throws: ``Problems``, each with its place and reason.
    package static func check(
        _ document: TemplateDocument, bases: (TemplateReference) -> TemplateDocument?, published: [Template] = [],
        catalog: SourceCatalog?
    ) throws(Problems) -> (template: Template, flat: TemplateDocument) {
        let flat = try document.flattened(base: bases)
        let template = try flat.template { problems(of: $0, at: $1, catalog: catalog) }
        let collisions = published.flatMap { template.collisions(with: $0) }
        guard collisions.isEmpty else { throw Problems(collisions) }
        return (template, flat)
    }

    /// What can be measured, and says something else than is easily thought, or makes a month take long.
    package static func warnings(of template: Template, catalog: SourceCatalog?) -> [Problem] {
        misleading(in: template) + telling(in: template)
            + (catalog.map { TemplateCost.warnings(of: template, on: $0) } ?? [])
    }

    /// Counts of what is open at the end of the period that leave out what began before it.
    private static func misleading(in template: Template) -> [Problem] {
        template.measuredIndicators.compactMap { indicator in
            guard let measure = indicator.measure, MeasureDefinition(measure).missesWhatIsOlder else { return nil }
            return Problem(
                place: "\(template.place(of: indicator)) measure",
                reason: """
                    only rows of which \(measure.at) lies in the period are looked at: what is older and still open at its end is not \
                    counted; add as_of: period_end to count it
                    """)
        }
    }

    /// Figures of departments, from which people of small ones work out each other's.
    private static func telling(in template: Template) -> [Problem] {
        template.measuredIndicators.filter(\.isOfDepartment).map { indicator in
            Problem(
                place: "\(template.place(of: indicator)) measure of",
                reason: """
                    in a department of two each can work out the other's figure from this one and their own; it is for departments of \
                    five or more
                    """)
        }
    }

    private static func problems(of measure: Measure, at place: String, catalog: SourceCatalog?) -> [Problem] {
        let definition = MeasureDefinition(measure)
        guard let catalog else { return CheckedMeasure.syntaxProblems(of: definition).problems(at: place) }
        switch CheckedMeasure.check(definition, in: catalog) {
        case .success: return []
        case .failure(let found): return found.problems(at: place)
        }
    }
}

extension MeasureProblems {
    /// The problems with the indicator's place before the part of the measure and the position in its text.
    func problems(at place: String) -> [Problem] {
        list.map { problem in
            let position = problem.position.map { " position \($0)" } ?? ""
            return Problem(place: "\(place) \(problem.part.rawValue)\(position)", reason: problem.reason)
        }
    }
}
