package import Appraisal
package import Store

/// What the source says now about one indicator of one person.
package struct Evidence: Sendable {
    package struct Row: Sendable {
        /// Nil where the relation has no id of its own.
        package let id: String?
        package let at: String?
        /// One for each of ``Evidence/operands``; nil is unknown.
        package let values: [String?]
        /// Whether an upheld appeal leaves it out.
        package let isLeftOut: Bool
    }

    package let indicator: String
    package let relation: String
    /// The aggregates of the measure, as they are written there.
    package let operands: [String]
    package let rows: [Row]
    /// The measured value before the days employed and the mean of the peers.
    package let fact: Fact
    /// Of a whole department's figure how many people belong to it; the rows are the person's own.
    package private(set) var people: Int?

    /// The same as part of what a department has.
    func amongst(_ people: Int, together fact: Fact) -> Evidence {
        var evidence = Evidence(indicator: indicator, relation: relation, operands: operands, rows: rows, fact: fact)
        evidence.people = people
        return evidence
    }

    /// Whether the source still gives what was stored.
    package func agrees(with stored: IndicatorRecord) -> Bool {
        fact.numerator == stored.numerator && fact.denominator == stored.denominator && fact.sample == stored.sample
    }
}
