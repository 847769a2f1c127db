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

/// Takes down what is wrong while a template is read, so that reading can go on and find the rest.
final class ProblemLog {
    private(set) var problems: [Problem] = []

    func note(_ reason: String, at place: String) {
        problems.append(Problem(place: place, reason: reason))
    }
}

/// Why a text is no document at all.
struct Unreadable: Error {
    /// A sentence without its full stop, with line and column where they are known.
    let reason: String
}
