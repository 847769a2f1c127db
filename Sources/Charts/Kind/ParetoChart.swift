/// What people complain of, from the most frequent down, and how few causes make up most of it.
package struct ParetoChart: Chart {
    package struct Cause: Sendable {
        package let name: String
        package let count: Int

        package init(name: String, count: Int) {
            (self.name, self.count) = (name, count)
        }
    }

    package let caption: Caption
    /// From the most frequent down, in whatever order they were given.
    package let causes: [Cause]

    package init(_ caption: Caption, causes: [Cause]) {
        self.caption = caption
        let sorted = causes.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
        self.causes = sorted.map { $0.element }
    }
}
