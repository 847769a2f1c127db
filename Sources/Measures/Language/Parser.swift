/// Reads tokens into an expression, with SQL's precedence.
///
/// It climbs precedences instead of having a function for each, so that nesting costs little of the stack.
struct Parser {
    private let characters: [Character]
    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    /// The one expression that a text holds.
    ///
    /// - Throws: the first ``Flaw`` of a text that is not an expression, or is too long or too deep.
    static func expression(_ text: String) throws(Flaw) -> Syntax {
        var parser = Parser(characters: Array(text), tokens: try Lexer.tokens(of: text))
        guard parser.current.kind != .end else { throw Flaw(offset: 0, reason: "there is nothing written here") }
        let expression = try parser.expression(.or)
        guard parser.current.kind == .end else {
            throw parser.unexpected("an operator or the end")
        }
        return expression
    }

    private init(characters: [Character], tokens: [Token]) {
        self.characters = characters
        self.tokens = tokens
    }

    /// From what binds loosest to what binds tightest.
    private enum Precedence: Int {
        case or, and, not, null, comparison, membership, sum, product, negation

        /// What the right operand of a left-associative operator must bind by.
        var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .negation }
    }

    private var current: Token { tokens[index] }

    private var next: Token { tokens[min(index + 1, tokens.count - 1)] }

    /// Whether a name is one of the words that columns may be called by as well: which of both is meant its place tells.
    private func isWord(_ word: String, _ token: Token? = nil) -> Bool {
        if case .name(let name) = (token ?? current).kind { name.lowercased() == word } else { false }
    }

    private mutating func take(word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    private mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    private mutating func take(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        advance()
        return true
    }

    private mutating func expression(_ minimum: Precedence) throws(Flaw) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        let start = current.range.lowerBound
        guard depth <= MeasureLimit.depth.most else { throw tooDeep(at: start) }
        var left = try prefix()
        while let precedence = infixPrecedence, precedence.rawValue >= minimum.rawValue {
            let offset = current.range.lowerBound
            let node = try infix(left, precedence)
            left = try syntax(node, from: start, at: offset)
        }
        return left
    }

    private mutating func prefix() throws(Flaw) -> Syntax {
        let start = current.range.lowerBound
        if take(.keyword(.not)) { return try syntax(.not(expression(.not)), from: start) }
        if take(.symbol(.minus)) { return try syntax(.negation(expression(.negation)), from: start) }
        return try primary()
    }

    private var infixPrecedence: Precedence? {
        switch current.kind {
        case .keyword(.or): .or
        case .keyword(.and): .and
        case .keyword(.is): .null
        case .keyword(.in): .membership
        case .name: isWord("like") ? .membership : nil
        case .keyword(.not): next.kind == .keyword(.in) || isWord("like", next) ? .membership : nil
        case .symbol(let symbol):
            if Comparison(rawValue: symbol.rawValue) != nil {
                .comparison
            } else if let arithmetic = Arithmetic(rawValue: symbol.rawValue) {
                arithmetic == .plus || arithmetic == .minus ? .sum : .product
            } else {
                nil
            }
        default: nil
        }
    }

    private mutating func infix(_ left: Syntax, _ precedence: Precedence) throws(Flaw) -> Syntax.Node {
        let kind = current.kind
        advance()
        switch kind {
        case .keyword(.is): return try .isNull(left, negated: nullTest())
        case .keyword(.in): return try .membership(left, in: list(), negated: false)
        case .name: return try .like(left, pattern(), negated: false)
        case .keyword(.not):
            let isMembership = current.kind == .keyword(.in)
            advance()
            if isMembership { return try .membership(left, in: list(), negated: true) }
            return try .like(left, pattern(), negated: true)
        default: break
        }
        let right = try expression(precedence.tighter)
        guard case .symbol(let symbol) = kind else { return .junction(kind == .keyword(.or) ? .or : .and, left, right) }
        if let operation = Arithmetic(rawValue: symbol.rawValue) { return .arithmetic(operation, left, right) }
        if infixPrecedence == .comparison {
            throw Flaw(
                offset: current.range.lowerBound, reason: "comparisons cannot be chained; join two of them with and")
        }
        return .comparison(Comparison(rawValue: symbol.rawValue) ?? .equal, left, right)
    }

    /// What follows `is`: whether it is `not null`.
    private mutating func nullTest() throws(Flaw) -> Bool {
        let negated = take(.keyword(.not))
        guard take(.keyword(.null)) else {
            throw unexpected(negated ? "null after \"is not\"" : "null or not null after \"is\"")
        }
        return negated
    }

    private mutating func list() throws(Flaw) -> [Syntax] {
        let open = current.range.lowerBound
        guard take(.symbol(.open)) else { throw unexpected("a list in parentheses after \"in\"") }
        let list = try arguments(openedAt: open)
        guard !list.isEmpty else { throw Flaw(offset: open, reason: "the list after \"in\" is empty") }
        return list
    }

    private mutating func pattern() throws(Flaw) -> String {
        guard case .text(let pattern) = current.kind else { throw unexpected("a pattern between two ' after \"like\"") }
        let escapes = pattern.unicodeScalars.reversed().prefix { $0 == "\\" }.count
        guard escapes.isMultiple(of: 2) else {
            throw Flaw(
                offset: current.range.lowerBound,
                reason:
                    "the pattern ends with \\, which takes the next letter as it is; write \\\\ for the letter itself")
        }
        advance()
        return pattern
    }

    /// What stands behind `case`.
    private mutating func choice() throws(Flaw) -> Syntax.Node {
        var cases: [(when: Syntax, then: Syntax)] = []
        while take(word: "when") {
            let condition = try expression(.or)
            guard take(word: "then") else { throw unexpected("then and a value") }
            cases.append((when: condition, then: try expression(.or)))
        }
        var last: Syntax?
        if take(word: "else") { last = try expression(.or) }
        guard take(word: "end") else { throw unexpected(last == nil ? "when, else or end" : "end") }
        return .choice(cases, else: last)
    }

    private mutating func primary() throws(Flaw) -> Syntax {
        let start = current.range.lowerBound
        if let leaf = Syntax.Node(leaf: current.kind) {
            advance()
            return try syntax(leaf, from: start)
        }
        switch current.kind {
        case .name where isWord("case") && isWord("when", next):
            advance()
            let node = try choice()
            return try syntax(node, from: start)
        case .name(let name):
            advance()
            let open = current.range.lowerBound
            let node: Syntax.Node = take(.symbol(.open)) ? .call(name, try arguments(openedAt: open)) : .column(name)
            return try syntax(node, from: start)
        case .symbol(.open):
            advance()
            let inner = try expression(.or)
            try close(openedAt: start)
            return inner
        case .keyword(.null):
            throw Flaw(offset: start, reason: "null stands only in \"is null\" and \"is not null\"")
        default: throw unexpected("a value")
        }
    }

    /// Expressions up to the closing parenthesis, which is taken too.
    private mutating func arguments(openedAt open: Int) throws(Flaw) -> [Syntax] {
        guard !take(.symbol(.close)) else { return [] }
        var arguments: [Syntax] = []
        repeat { arguments.append(try argument()) } while take(.symbol(.comma))
        try close(openedAt: open)
        return arguments
    }

    private mutating func argument() throws(Flaw) -> Syntax {
        let start = current.range.lowerBound
        let isDistinct =
            switch next.kind {
            case .name, .symbol(.open): isWord("distinct")
            default: false
            }
        guard isDistinct else { return try expression(.or) }
        advance()
        let operand = try expression(.or)
        return try syntax(.distinct(operand), from: start)
    }

    private mutating func close(openedAt open: Int) throws(Flaw) {
        guard take(.symbol(.close)) else { throw unexpected("\")\" for the \"(\" at position \(open + 1)") }
    }

    private func syntax(_ node: Syntax.Node, from start: Int, at offset: Int? = nil) throws(Flaw) -> Syntax {
        let depth = 1 + (node.parts.map(\.depth).max() ?? 0)
        guard depth <= MeasureLimit.depth.most else { throw tooDeep(at: start) }
        let source = characters[start..<tokens[index - 1].range.upperBound]
        return Syntax(
            node: node, offset: offset ?? start,
            source: source.count <= 60 ? String(source) : String(source.prefix(57)) + "…", depth: depth)
    }

    private func tooDeep(at offset: Int) -> Flaw {
        Flaw(offset: offset, reason: "expressions are nested more than \(MeasureLimit.depth.most) levels deep here")
    }

    private func unexpected(_ expected: String) -> Flaw {
        let found = current.kind == .end ? "the end" : "\"\(String(characters[current.range]))\""
        let hint =
            if isWord("between") {
                "; write x >= 1 and x <= 2 instead of x between 1 and 2"
            } else if index > 0, isWord("case", tokens[index - 1]) {
                "; write case when condition then value else value end"
            } else {
                ""
            }
        return Flaw(offset: current.range.lowerBound, reason: "expected \(expected), found \(found)\(hint)")
    }
}

extension Syntax.Node {
    /// What stands for itself; nil where the token does not.
    fileprivate init?(leaf token: Token.Kind) {
        switch token {
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .keyword(.true): self = .boolean(true)
        case .keyword(.false): self = .boolean(false)
        case .keyword(.periodStart): self = .periodStart
        case .keyword(.periodEnd): self = .periodEnd
        default: return nil
        }
    }
}
