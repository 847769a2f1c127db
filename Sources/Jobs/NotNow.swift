/// The job cannot be done at present, for a reason that passes by itself: tried again, and the attempt does not count.
package struct NotNow: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
