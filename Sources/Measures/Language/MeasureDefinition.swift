/// A measure as a template writes it.
package struct MeasureDefinition: Hashable, Sendable {
    /// The relation that is read.
    package let from: String
    /// The column that places a row in a period.
    package let at: String
    /// The condition for a row to count, `where` in a template; nil where every row does.
    package let filter: String?
    /// What is computed from the rows.
    package let value: String
    /// The columns that tell kinds of work apart; of each kind everyone's rows are asked for too.
    package let mix: [String]

    package init(from: String, at: String, filter: String?, value: String, mix: [String] = []) {
        self.from = from
        self.at = at
        self.filter = filter
        self.value = value
        self.mix = mix
    }

    /// Whether working time stands in it, so that calendars are needed; of a text that is none of the language it says no.
    package var asksForWorkingTime: Bool {
        let functions = [Function.working, .due].map(\.rawValue)
        return [filter, value].compactMap { $0.flatMap { try? Lexer.tokens(of: $0) } }.joined().contains { token in
            if case .name(let name) = token.kind { functions.contains(name.lowercased()) } else { false }
        }
    }
}
