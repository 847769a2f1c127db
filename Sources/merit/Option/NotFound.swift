/// What was named is not there.
struct NotFound: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
