/// What joins two conditions.
enum Junction: String, Sendable {
    case and, or
}
