/// Puts pieces of SQL together to one statement and numbers its texts.
struct SQLWriter {
    private(set) var sql = ""
    /// The texts in the order of their parameters, each once.
    private(set) var texts: [String] = []
    /// The number of the first parameter that is a text of the language.
    let firstText: Int
    /// What the aggregates are over.
    var form = Form.group

    enum Form {
        /// The rows of a group.
        case group
        /// For each row, all rows with the same key.
        case window(key: SQL)
        /// For each row, all others with the same key; only where the aggregates are additive.
        case others(key: SQL)
    }

    init(firstText: Int) {
        self.firstText = firstText
    }

    /// - Parameter passed: what rows must pass for the measure that `piece` is of; nil where all of the statement do.
    mutating func write(_ piece: SQL, passed: SQL? = nil) {
        for piece in piece.pieces {
            switch piece {
            case .verbatim(let text): sql += text
            case .text(let text): sql += "$\(number(of: text))"
            case .aggregate(let function, let argument, let condition):
                write(function, of: argument, where: [passed, condition].compactMap(\.self))
            }
        }
    }

    private mutating func write(_ function: String, of argument: SQL, where conditions: [SQL]) {
        let condition = conditions.isEmpty ? nil : SQL.conjunction(conditions)
        switch form {
        case .group:
            aggregate(function, of: argument, where: condition)
        case .window(let key):
            aggregate(function, of: argument, where: condition, over: key)
        case .others(let key) where function == "count":
            let counted = argument == "*" ? nil : "\(argument.operand) is not null" as SQL
            let own = [condition, counted].compactMap(\.self)
            sql += "("
            aggregate(function, of: argument, where: condition, over: key)
            write(own.isEmpty ? " - 1)" : " - case when \(SQL.conjunction(own)) then 1 else 0 end)")
        case .others(let key):
            // An unknown operand takes nothing away; `coalesce` because of it, and not 0, for intervals are summed too.
            sql += "coalesce("
            aggregate(function, of: argument, where: condition, over: key)
            write(condition.map { " - case when \($0) then \(argument) end, " } ?? " - \(argument.operand), ")
            aggregate(function, of: argument, where: condition, over: key)
            sql += ")"
        }
    }

    private mutating func aggregate(_ function: String, of argument: SQL, where condition: SQL?, over key: SQL? = nil) {
        write("\(SQL(stringLiteral: function))(\(argument))")
        if let condition { write(" filter (where \(condition))") }
        if let key { write(" over (partition by \(key))") }
    }

    private mutating func number(of text: String) -> Int {
        // By bytes: Swift holds texts equal that a database tells apart.
        let index = texts.firstIndex { $0.utf8.elementsEqual(text.utf8) } ?? texts.endIndex
        if index == texts.endIndex { texts.append(text) }
        return firstText + index
    }
}

extension SQL {
    static func conjunction(_ conditions: [SQL]) -> SQL {
        conditions.count == 1 ? conditions[0] : conditions.map(\.operand).joined(by: " and ")
    }
}
