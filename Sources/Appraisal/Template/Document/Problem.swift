/// One thing that is wrong with a template: where, and what to do about it.
package struct Problem: Error, Hashable, CustomStringConvertible {
    /// Where, from the outside in: `after-sales@1 skill/repair_success scale band "80% to 90%"`.
    package let place: String
    /// What is wrong there, as a sentence without its full stop.
    package let reason: String

    package init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }

    package var description: String { "\(place): \(reason)" }
}

/// Everything that is wrong with a template, in the order in which it is written.
package struct Problems: Error, Hashable, CustomStringConvertible {
    package let list: [Problem]

    package init(_ list: [Problem]) {
        self.list = list
    }

    /// One problem a line.
    package var description: String { list.map(\.description).joined(separator: "\n") }
}
