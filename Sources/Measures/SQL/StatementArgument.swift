/// What is sent with a statement behind the period's parameters, in its order.
package enum StatementArgument: Hashable, Sendable {
    /// A text that a measure compares with.
    case text(String)
    /// People's ids, as the relation shows them: text[].
    case employees([String])
    /// Microseconds since 2000-01-01 00:00 UTC: timestamptz[].
    case instants([Int64])
    /// int4[].
    case minutes([Int32])

    /// By bytes: Swift holds texts equal that a database tells apart.
    func isSame(as other: StatementArgument) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.employees(let left), .employees(let right)):
            left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
        case (.instants(let left), .instants(let right)): left == right
        case (.minutes(let left), .minutes(let right)): left == right
        default: false
        }
    }
}

extension [StatementArgument] {
    /// The texts among them.
    package var texts: [String] { compactMap { if case .text(let text) = $0 { text } else { nil } } }
}
