extension SecondOpinion {
    /// A condition on one row, as text of the measure language and as a truth of its own: true, false or unknown.
    indirect enum Condition: Sendable {
        case flag(String)
        case flagIs(String, Bool)
        case number(NumberExpression, Comparison, NumberExpression)
        case instant(InstantExpression, Comparison, InstantExpression)
        case text(String, Comparison, String)
        case textAmong(String, [String], negated: Bool)
        /// `%` stands for any letters, `_` for one.
        case like(String, String, negated: Bool)
        case numberAmong(NumberExpression, [Fraction], negated: Bool)
        case isNull(String, negated: Bool)
        /// Whether a row that is equal in the columns comes after it, so many days later at most.
        case comesBack(days: Int, columns: [String], at: String)
        case not(Condition)
        case and(Condition, Condition)
        case or(Condition, Condition)
    }

    enum Comparison: String, CaseIterable {
        case equal = "="
        case unequal = "<>"
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .unequal: left != right
            case .less: left < right
            case .atMost: left <= right
            case .greater: left > right
            case .atLeast: left >= right
            }
        }
    }
}

extension SecondOpinion.Condition {
    func value(_ row: SecondOpinion.Row, _ period: SecondOpinion.Period) -> Bool? {
        func compare<Value: Comparable>(_ left: Value?, _ comparison: SecondOpinion.Comparison, _ right: Value?)
            -> Bool?
        {
            left.flatMap { left in right.map { comparison.holds(left, $0) } }
        }
        switch self {
        case .flag(let column): return row.flag(column)
        case .flagIs(let column, let wanted): return row.flag(column).map { $0 == wanted }
        case .number(let left, let comparison, let right):
            return compare(left.value(row, period), comparison, right.value(row, period))
        case .instant(let left, let comparison, let right):
            return compare(left.value(row, period), comparison, right.value(row, period))
        case .text(let column, let comparison, let text):
            return row.text(column).map { ($0 == text) == (comparison == .equal) }
        case .textAmong(let column, let texts, let negated):
            return row.text(column).map { texts.contains($0) != negated }
        case .like(let column, let pattern, let negated):
            return row.text(column).map { Self.fits(Substring($0), Substring(pattern)) != negated }
        case .numberAmong(let number, let numbers, let negated):
            return number.value(row, period).map { numbers.contains($0) != negated }
        case .isNull(let column, let negated):
            return (row.cells[column]?.isKnown ?? false) == negated
        case .comesBack(let days, let columns, let at):
            guard columns.allSatisfy({ row.known($0) != nil }), let now = row.place(at) else { return nil }
            return row.relation?.rows.contains { other in
                guard let then = other.place(at), columns.allSatisfy({ other.cells[$0] == row.cells[$0] }) else {
                    return false
                }
                return now < then && then - now <= days * SecondOpinion.Days.microseconds
            }
        case .not(let operand): return operand.value(row, period).map(!)
        case .and(let left, let right): return both(left.value(row, period), right.value(row, period))
        case .or(let left, let right): return either(left.value(row, period), right.value(row, period))
        }
    }

    private static func fits(_ text: Substring, _ pattern: Substring) -> Bool {
        guard let letter = pattern.first else { return text.isEmpty }
        if letter == "%" { return fits(text, pattern.dropFirst()) || !text.isEmpty && fits(text.dropFirst(), pattern) }
        guard let first = text.first, letter == "_" || letter == first else { return false }
        return fits(text.dropFirst(), pattern.dropFirst())
    }

    /// - Parameter binding: how tightly what stands around binds: 1 or, 2 and, 3 not.
    func text(within binding: Int = 0) -> String {
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
        func enclosed(_ text: String, _ own: Int) -> String { own < binding ? "(\(text))" : text }
        func list(_ texts: [String], _ negated: Bool) -> String {
            "\(negated ? "not in" : "in") (\(texts.joined(separator: ", ")))"
        }
        return switch self {
        case .flag(let column): column
        case .flagIs(let column, let wanted): "\(column) = \(wanted)"
        case .number(let left, let comparison, let right): "\(left.text()) \(comparison.rawValue) \(right.text())"
        case .instant(let left, let comparison, let right): "\(left.text) \(comparison.rawValue) \(right.text)"
        case .text(let column, let comparison, let text): "\(column) \(comparison.rawValue) \(quoted(text))"
        case .textAmong(let column, let texts, let negated): "\(column) \(list(texts.map(quoted), negated))"
        case .like(let column, let pattern, let negated):
            "\(column) \(negated ? "not like" : "like") \(quoted(pattern))"
        case .numberAmong(let number, let numbers, let negated):
            "\(number.text()) \(list(numbers.map(\.description), negated))"
        case .isNull(let column, let negated): "\(column) \(negated ? "is not null" : "is null")"
        case .comesBack(let days, let columns, _): "repeated_after(\(days), \(columns.joined(separator: ", ")))"
        case .not(let operand): enclosed("not \(operand.text(within: 4))", 3)
        case .and(let left, let right): enclosed("\(left.text(within: 2)) and \(right.text(within: 3))", 2)
        case .or(let left, let right): enclosed("\(left.text(within: 1)) or \(right.text(within: 2))", 1)
        }
    }
}

extension SecondOpinion.Cell {
    fileprivate var isKnown: Bool {
        if case .unknown = self { false } else { true }
    }
}
