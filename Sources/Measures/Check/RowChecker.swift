import Exact

/// Finds out what expressions are for one row: in `where`, and inside an aggregate.
///
/// Whatever is wrong is noted and makes the expression nil; what only a missing catalog keeps from being known is nil too.
struct RowChecker {
    /// What is read; nil where there is no catalog at hand, or no such relation in it.
    let relation: SourceRelation?
    /// The column that places a row in the period.
    let at: String
    private(set) var flaws: [Flaw] = []
    /// What the statement has to find out of other rows first.
    var recurrences: [Recurrence] = []
    /// The aggregate that is being looked into; nil in `where`.
    var aggregate: Aggregate?

    init(relation: SourceRelation?, at: String) {
        self.relation = relation
        self.at = at
    }

    mutating func note(_ reason: String, at offset: Int) {
        flaws.append(Flaw(offset: offset, reason: reason))
    }

    /// The SQL of a condition; `taker` is what needs one, as messages call it.
    mutating func condition(_ syntax: Syntax, for taker: String) -> SQL? {
        guard let value = value(syntax) else { return nil }
        if case .condition(let sql) = value { return sql }
        note("\(taker) takes a condition; \(syntax.source) is \(value.typeName)", at: syntax.offset)
        return nil
    }

    mutating func value(_ syntax: Syntax) -> RowValue? {
        guard let value = unbounded(syntax) else { return nil }
        guard value.length <= MeasureLimit.statement.most else {
            note(
                "this is too much to compute in one measure; compute a part of it in the view that is read",
                at: syntax.offset)
            return nil
        }
        return value
    }

    private mutating func unbounded(_ syntax: Syntax) -> RowValue? {
        switch syntax.node {
        case .number(let number): .number(Scaled(constant: .init(number)))
        case .text(let text): .text(.text(text))
        case .boolean(let flag): .condition((flag ? "true" as SQL : "false").atomic)
        case .periodStart: .instant(Moment(column: ("$1" as SQL).atomic, isFinite: true))
        case .periodEnd: .instant(Moment(column: ("$2" as SQL).atomic, isFinite: true))
        case .column(let name): column(name, at: syntax.offset)
        case .negation(let operand): negation(operand)
        case .arithmetic(let operation, let left, let right): arithmetic(operation, left, right, at: syntax.offset)
        case .comparison(let comparison, let left, let right):
            self.comparison(comparison, left, right, at: syntax.offset)
        case .junction(let junction, let left, let right): self.junction(junction, left, right)
        case .not(let operand): condition(operand, for: "not").map { .condition("not \($0.operand)") }
        case .membership(let operand, let list, let negated):
            membership(operand, in: list, negated: negated, at: syntax.offset)
        case .isNull(let operand, let negated):
            value(operand).map { .condition(negated ? "\($0.sql.operand) is not null" : "\($0.sql.operand) is null") }
        case .like(let operand, let pattern, let negated): like(operand, pattern, negated: negated)
        case .choice(let cases, let last): choice(cases, else: last, at: syntax.offset)
        case .distinct: distinct(at: syntax.offset)
        case .call(let name, let arguments): call(name, arguments, at: syntax.offset)
        }
    }

    private mutating func distinct(at offset: Int) -> RowValue? {
        note("distinct stands in count(distinct x) only, which counts each value once", at: offset)
        return nil
    }

    private mutating func column(_ name: String, at offset: Int) -> RowValue? {
        guard let relation else { return nil }
        guard let column = relation.column(name) else {
            note(relation.missing(name), at: offset)
            return nil
        }
        if let value = column.type.value(of: .name(column.name), isFinite: column.name == at) { return value }
        note("\(column.name) is \(column.type.typeName), which measures cannot read", at: offset)
        return nil
    }

    private mutating func call(_ name: String, _ arguments: [Syntax], at offset: Int) -> RowValue? {
        if let function = Function(rawValue: name.lowercased()) { return apply(function, arguments, at: offset) }
        if let nested = Aggregate(rawValue: name.lowercased()) {
            note(
                aggregate.map { "\(nested) stands inside \($0); no aggregate stands inside another" }
                    ?? "where looks at one row at a time; \(nested) makes one number of many rows and stands in value",
                at: offset)
        } else {
            note(Self.unknownFunction(name), at: offset)
        }
        return nil
    }

    static func unknownFunction(_ name: String) -> String {
        let known = Function.allCases.map(\.rawValue) + Aggregate.allCases.map(\.rawValue)
        let hint =
            ClosestName.to(name, among: known).map { "did you mean \($0)?" }
            ?? "there are \(known.joined(separator: ", "))"
        return "there is no function \(name); \(hint)"
    }
}
