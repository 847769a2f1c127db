/// Why there is no scratch server, in a sentence that says what to do.
package struct ScratchServerError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
