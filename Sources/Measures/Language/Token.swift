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
