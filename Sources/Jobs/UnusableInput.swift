/// What the job was given cannot be worked with: it fails at once, and the text says what a person can do.
package struct UnusableInput: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
