package import Exact

/// An expression as it is written, before anybody knows what its names mean.
package struct Syntax: Sendable {
    package indirect enum Node: Sendable {
        case number(BigDecimal)
        case text(String)
        case boolean(Bool)
        case periodStart
        case periodEnd
        case column(String)
        case negation(Syntax)
        case arithmetic(Arithmetic, Syntax, Syntax)
        case comparison(Comparison, Syntax, Syntax)
        case junction(Junction, Syntax, Syntax)
        case not(Syntax)
        case membership(Syntax, in: [Syntax], negated: Bool)
        case isNull(Syntax, negated: Bool)
        /// A pattern in which `%` stands for any letters and `_` for one.
        case like(Syntax, String, negated: Bool)
        /// The first value of which the condition holds, or the last.
        case choice([(when: Syntax, then: Syntax)], else: Syntax?)
        /// Each value once; an argument of an aggregate.
        case distinct(Syntax)
        case call(String, [Syntax])
    }

    package let node: Node
    /// The character to point at, counted from 0: of an operation its operator, else where it begins.
    let offset: Int
    /// As it is written, shortened where it is long.
    let source: String
    /// How many levels of expressions it has.
    let depth: Int
}

extension Syntax {
    /// Nil of a text that is none of the language.
    package init?(reading text: String) {
        guard let expression = try? Parser.expression(text) else { return nil }
        self = expression
    }
}

extension Syntax.Node {
    /// The expressions it is made of.
    package var parts: [Syntax] {
        switch self {
        case .number, .text, .boolean, .periodStart, .periodEnd, .column: []
        case .negation(let operand), .not(let operand), .isNull(let operand, _), .like(let operand, _, _),
            .distinct(let operand):
            [operand]
        case .choice(let cases, let last): cases.flatMap { [$0.when, $0.then] } + [last].compactMap(\.self)
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
            .junction(_, let left, let right):
            [left, right]
        case .membership(let operand, let list, _): [operand] + list
        case .call(_, let arguments): arguments
        }
    }
}

/// An operation of two numbers, or of times and intervals.
package enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
}

/// A comparison of two values of one type.
package enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// What joins two conditions.
package enum Junction: String, Sendable {
    case and, or
}
