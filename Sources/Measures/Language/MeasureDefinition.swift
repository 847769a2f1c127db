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
    /// Whether all rows up to the end of the period count, and not those of the period alone: what is open then may be old.
    package let isAsOfEnd: Bool
    /// Of what one row counts; nil where every row does.
    package let onePer: OnePer?
    /// The column that says how much of a row is the person's; nil where each is all of it.
    package let credit: String?
    /// Whether what it finds of each person is added up over a department.
    package let isOfDepartment: Bool

    /// One row for each value of a column.
    package struct OnePer: Hashable, Sendable {
        package let column: String
        package let choice: Choice

        package init(column: String, choice: Choice) {
            self.column = column
            self.choice = choice
        }
    }

    /// Which of several rows counts.
    package enum Choice: String, Hashable, Sendable {
        /// By the time that places them.
        case latest, first
        /// By what the value would be of the row alone; of equal ones the latest.
        case lowest, highest
        /// All, as their mean.
        case mean

        var isByValue: Bool { self == .lowest || self == .highest }
    }

    package init(
        from: String, at: String, filter: String?, value: String, mix: [String] = [], isAsOfEnd: Bool = false,
        onePer: OnePer? = nil, credit: String? = nil, isOfDepartment: Bool = false
    ) {
        self.from = from
        self.at = at
        self.filter = filter
        self.value = value
        self.mix = mix
        self.isAsOfEnd = isAsOfEnd
        self.onePer = onePer
        self.credit = credit
        self.isOfDepartment = isOfDepartment
    }

    /// Whether it asks what was later than the end of the period, as a count of what is open then does, of rows of the period alone.
    package var missesWhatIsOlder: Bool {
        guard !isAsOfEnd else { return false }
        return [filter, value].compactMap { $0.flatMap { try? Lexer.tokens(of: $0) } }.contains { tokens in
            zip(tokens, zip(tokens.dropFirst(), tokens.dropFirst(2))).contains { first, rest in
                switch (first.kind, rest.0.kind, rest.1.kind) {
                case (.name(let name), .symbol(.greater), .keyword(.periodEnd)),
                    (.name(let name), .symbol(.greaterOrEqual), .keyword(.periodEnd)),
                    (.keyword(.periodEnd), .symbol(.less), .name(let name)),
                    (.keyword(.periodEnd), .symbol(.lessOrEqual), .name(let name)):
                    name != at
                default: false
                }
            }
        }
    }

    /// Whether working time stands in it, so that calendars are needed; of a text that is none of the language it says no.
    package var asksForWorkingTime: Bool {
        let functions = [Function.working, .due].map(\.rawValue)
        return [filter, value].compactMap { $0.flatMap { try? Lexer.tokens(of: $0) } }.joined().contains { token in
            if case .name(let name) = token.kind { functions.contains(name.lowercased()) } else { false }
        }
    }
}
