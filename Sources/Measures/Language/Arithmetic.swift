/// An operation of two numbers, or of times and intervals.
enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
}
