/// Puts pieces of SQL together to one statement and numbers its texts.
struct SQLWriter {
    private(set) var sql = ""
    /// What is sent with it, in the order of the parameters, each once.
    private(set) var arguments: [StatementArgument] = []
    /// The number of the first of those parameters.
    let firstArgument: Int
    /// By what working time is counted; nil where nobody knows, so that it is unknown.
    let working: WorkingTimes?
    /// Whose rows are measured by it.
    let relation: SourceRelation?
    /// What the aggregates are over.
    var form = Form.group

    enum Form {
        /// The rows of a group.
        case group
        /// The rows of a group, at most ``SQL/mostRows``: in how many of those that pass a condition is known, and in how
        /// many it holds, are read from one sum, so that a group has a state less to keep. `pairs` are
        /// the counts of where such conditions are known.
        case counting(pairs: Set<SQL>)
        /// For each row, all others of its group: of each aggregate its total, less what the row adds; only of those that are additive.
        case others(totals: [SQL: SQL])
    }

    init(firstArgument: Int, working: WorkingTimes? = nil, on relation: SourceRelation? = nil) {
        self.firstArgument = firstArgument
        self.working = working
        self.relation = relation
    }

    /// - Parameter passed: what rows must pass for the measure that `piece` is of; nil where all of the statement do.
    mutating func write(_ piece: SQL, passed: SQL? = nil) {
        for piece in piece.pieces {
            switch piece {
            case .verbatim(let text): sql += text
            case .text(let text): write(parameter(.text(text)))
            case .working(.clock, let time): write(clock(at: time))
            case .working(.time, let shown): write(time(atClock: shown))
            case .working(.isSince, let time): write(isSince(time))
            case .working(.isUntil, let time): write(isUntil(time))
            case .aggregate("count", let counted, nil) where isPair(counted, passed):
                write(.known(of: .pair(of: counted)), passed: passed)
            case .aggregate("count", "*", let condition?) where isPair(condition, passed):
                write(.holding(of: .pair(of: condition)), passed: passed)
            case .aggregate(let function, let argument, let condition):
                write(function, of: argument, where: [passed, condition].compactMap(\.self))
            }
        }
    }

    private mutating func write(_ function: String, of argument: SQL, where conditions: [SQL]) {
        let condition = conditions.isEmpty ? nil : SQL.conjunction(conditions)
        let aggregate = SQL.aggregate(function, argument, where: condition)
        guard case .others(let totals) = form, let total = totals[aggregate] else {
            let call: SQL =
                function == SQL.distinct
                ? "count(distinct \(argument))" : "\(SQL(stringLiteral: function))(\(argument))"
            write(call)
            if let condition { write(" filter (where \(condition))") }
            return
        }
        let known = argument == "*" ? nil : "\(argument.operand) is not null" as SQL
        let own = [condition, known].compactMap(\.self)
        let addsOwn: SQL = own.isEmpty ? "1" : "case when \(SQL.conjunction(own)) then 1 else 0 end"
        if let count = aggregate.countOfSum.flatMap({ totals[$0] }) {
            // Nothing is left without the last operand; and an unknown one takes nothing away.
            let rest: SQL = "coalesce(\(total) - case when \(SQL.conjunction(own)) then \(argument) end, \(total))"
            write("case when \(count) > \(addsOwn) then \(rest) end")
        } else {
            write("(\(total) - \(addsOwn))")
        }
    }

    private func isPair(_ condition: SQL, _ passed: SQL?) -> Bool {
        guard case .counting(let pairs) = form else { return false }
        return pairs.contains(.aggregate("count", condition, where: passed))
    }

    /// The parameter that something is sent as.
    mutating func parameter(_ argument: StatementArgument) -> SQL {
        let index = arguments.firstIndex { $0.isSame(as: argument) } ?? arguments.endIndex
        if index == arguments.endIndex { arguments.append(argument) }
        return SQL(stringLiteral: "$\(firstArgument + index)").atomic
    }
}

extension SQL {
    /// How many rows ``pair(of:)`` can tell apart.
    static let mostRows: Int64 = (1 << 30) - 1

    /// In how many rows a condition is known, in the lower 30 bits, and in how many it holds, in those above.
    fileprivate static func pair(of condition: SQL) -> SQL {
        // Not `case … when true`, which postgres_fdw keeps to itself.
        let value = cases([(condition, "1073741825"), ("not \(condition.operand)", "1")], else: nil)
        return .call("coalesce", aggregate("sum", value), "0")
    }

    fileprivate static func known(of pair: SQL) -> SQL { ("(\(pair) & 1073741823)" as SQL).atomic }

    fileprivate static func holding(of pair: SQL) -> SQL { ("(\(pair) >> 30)" as SQL).atomic }

    static func conjunction(_ conditions: [SQL]) -> SQL {
        conditions.count == 1 ? conditions[0] : conditions.map(\.operand).joined(by: " and ")
    }
}
