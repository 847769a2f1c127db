package import Exact

/// Whose view of a person a sheet is.
package enum SourceKind: String, Sendable, Hashable, CaseIterable {
    /// The person.
    case `self`
    /// The person's supervisor.
    case supervisor
    /// Colleagues.
    case peer
    /// Measured indicators alone.
    case data

    /// Whether people speak through this source, so that it takes evaluations.
    package var rates: Bool { self != .data }
}

/// How much one view counts for in the total.
package struct Source: Sendable, Hashable {
    package let kind: SourceKind
    /// Percent of the total; the weights of a template's sources add up to 100.
    package let weight: BigDecimal
    /// Whether a result without this source's sheet is incomplete.
    package let required: Bool

    package init(kind: SourceKind, weight: BigDecimal, required: Bool) {
        self.kind = kind
        self.weight = weight
        self.required = required
    }
}
