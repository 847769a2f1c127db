/// Where a value stands on its scale: the main figure everywhere.
///
/// The bands lie as a strip from the worst at the left to the best at the right, the value and its interval above, the
/// middle half of the peers below. It also shows a total on the bands of the grades.
package struct ScaleStrip: Chart {
    package struct Band: Sendable {
        /// In full, for the table.
        package let name: String
        /// What stands in the band if there is room: its points, or its grade.
        package let label: String
        package let best: Figure
        package let worst: Figure

        package init(name: String, label: String, best: Figure, worst: Figure) {
            (self.name, self.label, self.best, self.worst) = (name, label, best, worst)
        }
    }

    package let caption: Caption
    /// From the best down, as a template has them.
    package let bands: [Band]
    package let value: Figure?
    package let interval: Stretch?
    package let peers: Stretch?
    package let target: Figure?

    package init(
        _ caption: Caption, bands: [Band], value: Figure?, interval: Stretch? = nil, peers: Stretch? = nil,
        target: Figure? = nil
    ) {
        (self.caption, self.bands, self.value) = (caption, bands, value)
        (self.interval, self.peers, self.target) = (interval, peers, target)
    }
}
