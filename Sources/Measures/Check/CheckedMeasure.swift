package import Exact

/// A measure that holds against the source: what its part of a statement needs.
///
/// Its value for a person is `factor × numerator / denominator`, of the numbers that ``RelationStatement`` yields.
package struct CheckedMeasure: Hashable, Sendable {
    package let definition: MeasureDefinition
    /// What numerator / denominator is multiplied with: units, percentages and every constant of the text.
    package let factor: Rational

    /// Of which numbers of the rows the value is the mean; nil where it is none.
    package let rowMean: RowMean?

    /// The column that places a row in the period.
    let at: SQL
    let atType: ColumnType
    /// What rows must pass beside the period; nil where all do.
    let filter: SQL?
    /// NULL where the value is unknown.
    let numerator: SQL
    /// Nil stands for 1.
    let denominator: SQL?
    /// What the whole value is, where it is one aggregate.
    let aggregate: Aggregate?
    /// How many rows the value rests on; nil where on all that pass.
    let sample: SQL?
    let operands: [ValueChecker.Operand]
    let recurrences: [Recurrence]
    /// Where one row of several counts; the filter asks for its column.
    let oneRow: OneRow?

    /// Whether it rests on working time.
    package var asksForWorkingTime: Bool {
        [numerator, denominator, filter].contains { $0?.asksForWorkingTime ?? false }
    }

    /// Whether one row of several counts, so that without it another would.
    package var takesOneRow: Bool { oneRow != nil }

    /// Whether the whole value is one of the rows' values, or lies between two of them.
    package var isPick: Bool {
        switch aggregate {
        case .min, .max, .median, .percentile: true
        case .count, .share, .sum, .avg, .nps, nil: false
        }
    }
}

extension CheckedMeasure {
    /// What the value is made of instead of a mean of rows; nil where it is one.
    package enum Making: Sendable {
        case count, sum
        /// One of the rows' values, or between two of them.
        case pick
        /// Of several aggregates, or of a mean in another way than by constants.
        case several
        /// Of rows that are not all as heavy as each other.
        case weighed
        /// Of what several rows come to together.
        case means
        /// Of the rows of a whole department.
        case department
    }

    package var making: Making? {
        if rowMean != nil { return nil }
        if definition.isOfDepartment { return .department }
        if definition.onePer?.choice == .mean { return .means }
        if definition.credit != nil { return .weighed }
        return switch aggregate {
        case .count: .count
        case .sum: .sum
        case .min, .max, .median, .percentile: .pick
        case .share, .avg, .nps, nil: .several
        }
    }
}

extension [CheckedMeasure] {
    /// How many different questions they ask of earlier and later rows; each has the relation sorted once.
    package var recurrenceCount: Int { flatMap(\.recurrences).uniqued.count }

    /// How many days before or after the period the farthest of those rows may lie.
    package var daysBeyond: Int { flatMap(\.recurrences).map(\.days).max() ?? 0 }
}
