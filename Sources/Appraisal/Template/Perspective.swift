package import Exact

/// Whose view of a person counts, and how much for the total; the key `sources` of a template lists them.
///
/// The word *source* is kept for HR's own database.
package struct Perspective: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The person.
        case `self`
        /// The person's supervisor.
        case supervisor
        /// Colleagues.
        case peer
        /// Measured indicators alone.
        case data

        /// Whether people speak here, so that there are evaluations.
        package var rates: Bool { self != .data }
    }

    package let kind: Kind
    /// Percent of the total; the weights of a template's perspectives add up to 100.
    package let weight: BigDecimal
    /// Whether a result without this perspective's sheet is incomplete.
    package let required: Bool

    package init(kind: Kind, weight: BigDecimal, required: Bool) {
        self.kind = kind
        self.weight = weight
        self.required = required
    }
}
