import Exact

/// What a measure is for one person: `factor × top / bottom`, its division left to the end.
struct Ratio: Hashable, Sendable {
    let top: Scaled
    /// Nil stands for 1.
    let bottom: Scaled.Term?
    /// Whether `top` is NULL by itself where the value is unknown, because `bottom` is 0 or NULL.
    let isGuarded: Bool

    init(_ top: Scaled, over bottom: Scaled.Term? = nil, isGuarded: Bool = false) {
        self.top = top
        self.bottom = bottom
        self.isGuarded = isGuarded || bottom == nil
    }

    /// The same with a top that is NULL exactly where the value is unknown.
    var guarded: Ratio {
        guard let bottom, !isGuarded else { return self }
        let top = SQL.cases([("\(bottom.sql.operand) <> 0", top.term.numeric)], else: nil)
        return Ratio(Scaled(self.top.factor, .numeric(top)), over: bottom, isGuarded: true)
    }

    /// The same with a bottom that is 0 where it is unknown, and a top that is as it is.
    var known: Ratio {
        guard let bottom else { return self }
        return Ratio(top, over: .numeric(.call("coalesce", bottom.numeric, "0")))
    }

    /// The same, divided above and below by what both share, so that what is kept is small; a bottom of 0 stays one.
    var inLowestTerms: Ratio {
        guard let bottom else { return self }
        let (above, below) = (top.term.numeric, bottom.numeric)
        let shared = SQL.call("nullif", .call("gcd", above, below), "0")
        return Ratio(
            Scaled(top.factor, .numeric(.call("div", above, shared))),
            over: .numeric(.call("coalesce", .call("div", below, shared), "0")), isGuarded: isGuarded)
    }

    var isConstant: Bool { top.constant != nil && bottom == nil }

    var length: Int { top.term.sql.length + (bottom?.sql.length ?? 0) }
}

extension SQL {
    static func cases(_ cases: [(when: SQL, then: SQL)], else last: SQL?) -> SQL {
        let whens = cases.map { "when \($0.when) then \($0.then)" as SQL }.joined(by: " ")
        let end: SQL = last.map { " else \($0) end" } ?? " end"
        return ("case \(whens)\(end)" as SQL).atomic
    }

    /// One value where a condition holds, another where not.
    static func value(_ value: SQL, where condition: SQL, else last: SQL? = nil) -> SQL {
        cases([(when: condition, then: value)], else: last)
    }
}
