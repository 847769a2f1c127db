/// Dimensions around a centre: a person, the peers, and the month before, each in percent of what can be reached.
package struct RadarChart: Chart {
    package struct Dimension: Sendable {
        package let name: String
        package let value: Figure?
        package let peers: Figure?
        package let before: Figure?

        /// - Parameters: percent of the dimension's points, 0 to 100; nil where there is none.
        package init(name: String, value: Figure?, peers: Figure? = nil, before: Figure? = nil) {
            (self.name, self.value, self.peers, self.before) = (name, value, peers, before)
        }
    }

    package let caption: Caption
    package let dimensions: [Dimension]
    /// The person or the department, as it is written beside the line.
    package let name: String
    /// The month before, as it is written beside the line.
    package let before: String

    package init(_ caption: Caption, of name: String, before: String, dimensions: [Dimension]) {
        (self.caption, self.name, self.before, self.dimensions) = (caption, name, before, dimensions)
    }
}
