import Exact

/// A word of the language, and where it stands.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case name(String)
        case keyword(Keyword)
        case number(BigDecimal)
        case text(String)
        case symbol(Symbol)
        case end
    }

    let kind: Kind
    /// The characters it takes, counted from 0.
    let range: Range<Int>
}

/// What stands between words.
enum Symbol: String, CaseIterable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case open = "("
    case close = ")"
    case comma = ","
}

/// Words that no column can be called by; upper and lower case are the same.
enum Keyword: String, CaseIterable, Sendable {
    case and, or, not, `in`, `is`, null, `true`, `false`
    case periodStart = "period_start"
    case periodEnd = "period_end"
}
