package import Exact

/// How a measured value becomes points: bands from the best down, straight lines within them.
///
/// docs/templates.md, "Keys". A better value never gets fewer points.
package struct Scale: Sendable, Hashable {
    package enum Direction: Sendable, Hashable {
        case higherIsBetter
        case lowerIsBetter

        /// Whether `value` is strictly better than `other`.
        package func isBetter(_ value: BigDecimal, than other: BigDecimal) -> Bool {
            self == .higherIsBetter ? value > other : value < other
        }
    }

    /// Never empty; from the best down.
    package let bands: [Band]
    package let direction: Direction

    /// Nil where there is no band, or none whose ends differ, so that no direction follows.
    package init?(bands: [Band]) {
        guard let telling = bands.first(where: { $0.best != $0.worst }) else { return nil }
        self.bands = bands
        direction = telling.best > telling.worst ? .higherIsBetter : .lowerIsBetter
    }

    /// The band of a value: the first whose worst end is not better than the value.
    ///
    /// So a value on an edge between two bands belongs to the better one, a value in a gap to the next worse one, and a
    /// value beyond all bands to the last. verify_results.sql says the same as `reached`.
    package func band(of value: BigDecimal) -> Band {
        bands.first { !direction.isBetter($0.worst, than: value) } ?? bands[bands.count - 1]
    }

    /// The name of the band that a value falls into, and the points for it, 2 digits.
    package func score(_ value: BigDecimal) -> (band: String, points: BigDecimal) {
        let band = band(of: value)
        return (band.name, band.points(for: value))
    }
}
