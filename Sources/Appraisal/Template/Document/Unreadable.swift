/// Why a text is no document at all.
struct Unreadable: Error {
    /// A sentence without its full stop, with line and column where they are known.
    let reason: String
}
