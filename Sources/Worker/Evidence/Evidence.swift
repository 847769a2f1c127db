package import Appraisal
package import Exact
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
        /// What it did, where that was asked for and can be told.
        package var effect: Effect?
    }

    /// What one row does to a value.
    package struct Effect: Sendable {
        /// The ticket that the row is about, where it has another id.
        package let ticket: String?
        /// `worse`, `better` or `none`; nil where it cannot be told of one row.
        package let kind: String?
        /// Numerator and denominator without it; nil where they cannot be told, or a value is not known then.
        package let numerator: BigDecimal?
        package let denominator: BigDecimal?
    }

    package let indicator: String
    package let relation: String
    /// The aggregates of the measure, as they are written there.
    package let operands: [String]
    package let rows: [Row]
    /// The measured value before the days employed and the mean of the peers.
    package let fact: Fact
    /// How many rows there are, where those that cost most were asked for; else nil.
    package private(set) var total: Int64?
    /// Of a whole department's figure how many people belong to it; the rows are the person's own.
    package private(set) var people: Int?

    /// The same as part of what a department has.
    func amongst(_ people: Int, together fact: Fact) -> Evidence {
        var evidence = Evidence(indicator: indicator, relation: relation, operands: operands, rows: rows, fact: fact)
        evidence.people = people
        evidence.total = total
        return evidence
    }

    /// The same as the heaviest rows of so many.
    func amongst(rows total: Int64) -> Evidence {
        var evidence = self
        evidence.total = total
        return evidence
    }

    /// Whether the source still gives what was stored.
    package func agrees(with stored: IndicatorRecord) -> Bool {
        fact.numerator == stored.numerator && fact.denominator == stored.denominator && fact.sample == stored.sample
    }
}
