/// From one figure to another, such as an interval or the middle half of the peers.
package struct Stretch: Sendable, Hashable {
    package let low: Figure
    package let high: Figure

    /// In either order.
    package init(_ one: Figure, _ other: Figure) {
        (low, high) = one.value <= other.value ? (one, other) : (other, one)
    }
}
