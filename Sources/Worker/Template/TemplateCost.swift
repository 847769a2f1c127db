import Appraisal
import Measures

/// What a template asks for that makes a month take long, so that its author knows beforehand.
enum TemplateCost {
    /// Sorts of a relation from which on they are worth a word: each takes as long as measuring everything else of it.
    private static let manySorts = 8
    /// Days beyond the period from which on looking there reads much more than the period.
    private static let longWay = 366

    /// A sentence for each relation of which much is asked.
    static func warnings(of template: Template, on catalog: SourceCatalog) -> [Problem] {
        let measures = template.measuredIndicators.compactMap { indicator in
            indicator.measure.flatMap { try? CheckedMeasure.check(MeasureDefinition($0), in: catalog).get() }
        }
        return Set(measures.map(\.definition.from)).sorted().compactMap { relation in
            let own = measures.filter { $0.definition.from == relation }
            let questions = own.recurrenceCount
            // Of every weak indicator the heaviest tickets are looked for apart from the others.
            let sorts = questions + (template.plan.atMost > 0 ? own.reduce(0) { $0 + [$1].recurrenceCount } : 0)
            let days = own.daysBeyond
            guard sorts >= manySorts || days > longWay else { return nil }
            return Problem(
                place: "\(template.reference)",
                reason: """
                    repeated() and repeated_after() ask \(questions) different questions of \(relation), up to \(days) days \
                    beyond the period: its rows are sorted up to \(sorts) times for a month; fewer questions, a shorter time, or a column of the view that answers cost less
                    """)
        }
    }
}
