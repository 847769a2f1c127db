/// Raters from strict to lenient, around all raters together.
package struct RaterAxis: Chart {
    package struct Rater: Sendable {
        package let name: String
        /// From the mean of all raters; below zero is strict.
        package let difference: Figure
        package let interval: Stretch?
        /// Whether the page is about this one.
        package let isMarked: Bool

        package init(name: String, difference: Figure, interval: Stretch? = nil, isMarked: Bool = false) {
            (self.name, self.difference, self.interval, self.isMarked) = (name, difference, interval, isMarked)
        }
    }

    package let caption: Caption
    /// From the strictest on, in whatever order they were given.
    package let raters: [Rater]

    package init(_ caption: Caption, raters: [Rater]) {
        self.caption = caption
        let sorted = raters.enumerated().sorted {
            ($0.element.difference.value, $0.offset) < ($1.element.difference.value, $1.offset)
        }
        self.raters = sorted.map { $0.element }
    }
}
