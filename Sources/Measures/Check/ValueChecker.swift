import Exact

/// Finds out what a `value` is: arithmetic over aggregates, each of which looks at rows through a ``RowChecker``.
struct ValueChecker {
    /// An expression over aggregates.
    struct Value {
        let ratio: Ratio
        /// Whether it is an interval, in seconds, rather than a number.
        let isInterval: Bool
        /// Where it is the mean of the rows' own numbers, or that mean moved and stretched: of which numbers.
        var mean: RowMean?

        var typeName: String { isInterval ? "an interval" : "a number" }
    }

    /// An aggregate of the text, for whoever wants to see what it looks at.
    struct Operand: Hashable, Sendable {
        let source: String
        /// Nil of `count()`.
        let value: RowValue?
    }

    var row: RowChecker
    /// What rows weigh; nil where all weigh the same.
    let credit: SQL?
    /// The aggregates in the order of the text.
    var operands: [Operand] = []
    /// What is known in the rows that the last aggregate rests on; nil where it rests on all that pass.
    var sample: SQL?

    init(relation: SourceRelation?, at: String, credit: SQL? = nil) {
        row = RowChecker(relation: relation, at: at)
        self.credit = credit
    }

    var flaws: [Flaw] { row.flaws }

    /// The whole of a `value`, which must be a number and look at rows.
    mutating func number(_ syntax: Syntax) -> Value? {
        guard let value = value(syntax) else { return nil }
        if value.isInterval {
            row.note(
                "\(syntax.source) is an interval; write hours(...), minutes(...) or days(...) of it", at: syntax.offset)
        } else if operands.isEmpty {
            row.note(
                "\(syntax.source) looks at no row; write an aggregate such as count() or avg(...)", at: syntax.offset)
        } else {
            return value
        }
        return nil
    }

    mutating func value(_ syntax: Syntax) -> Value? {
        guard let value = unbounded(syntax) else { return nil }
        guard value.ratio.length <= MeasureLimit.statement.most else {
            row.note(
                "this is too much to compute in one measure; compute a part of it in the view that is read",
                at: syntax.offset)
            return nil
        }
        return value
    }

    private mutating func unbounded(_ syntax: Syntax) -> Value? {
        switch syntax.node {
        case .number(let number):
            return Value(ratio: Ratio(Scaled(constant: Rational(number))), isInterval: false)
        case .negation(let operand):
            return number(operand, for: "-").map {
                Value(ratio: -$0.ratio, isInterval: false, mean: $0.mean?.stretched(by: -.one))
            }
        case .arithmetic(let operation, let left, let right):
            return arithmetic(operation, left, right, at: syntax.offset)
        case .call(let name, let arguments):
            return call(name, arguments, syntax)
        case .column(let name):
            row.note(
                "column \(name) stands outside an aggregate; write avg(\(name)), sum(\(name)) or another",
                at: syntax.offset)
        case .periodStart, .periodEnd:
            row.note("\(syntax.source) is a point in time, and value must be a number", at: syntax.offset)
        case .text:
            row.note("\(syntax.source) is text, and value must be a number", at: syntax.offset)
        case .boolean, .comparison, .junction, .not, .membership, .isNull, .like:
            row.note(
                "\(syntax.source) is a condition, and value must be a number; write count(...) or share(...) of it",
                at: syntax.offset)
        case .choice:
            row.note(
                "case stands inside an aggregate; over aggregates there are + - * /, coalesce and abs",
                at: syntax.offset)
        case .distinct:
            row.note("distinct stands in count(distinct x) only, which counts each value once", at: syntax.offset)
        }
        return nil
    }

    private mutating func number(_ syntax: Syntax, for taker: String) -> Value? {
        guard let value = value(syntax) else { return nil }
        guard value.isInterval else { return value }
        row.note("\(taker) takes a number; \(syntax.source) is an interval", at: syntax.offset)
        return nil
    }

    private mutating func arithmetic(_ operation: Arithmetic, _ left: Syntax, _ right: Syntax, at offset: Int) -> Value?
    {
        let operands = (value(left), value(right))
        guard let a = operands.0, let b = operands.1 else { return nil }
        let isSum = operation == .plus || operation == .minus
        guard a.isInterval == b.isInterval, isSum || !a.isInterval else {
            row.note(
                """
                cannot compute \(left.source) \(operation.rawValue) \(right.source): \
                \(left.source) is \(a.typeName), \(right.source) is \(b.typeName)
                """, at: offset)
            return nil
        }
        switch operation {
        case .plus: return Value(ratio: a.ratio + b.ratio, isInterval: a.isInterval, mean: .sum(a, b))
        case .minus: return Value(ratio: a.ratio - b.ratio, isInterval: a.isInterval, mean: .difference(a, b))
        case .times: return Value(ratio: a.ratio * b.ratio, isInterval: false, mean: .product(a, b))
        case .over:
            if let quotient = a.ratio.divided(by: b.ratio) {
                return Value(ratio: quotient, isInterval: false, mean: .quotient(a, b))
            }
            row.note("\(right.source) is 0, and nothing can be divided by it", at: right.offset)
            return nil
        }
    }

    private mutating func call(_ name: String, _ arguments: [Syntax], _ syntax: Syntax) -> Value? {
        if let aggregate = Aggregate(rawValue: name.lowercased()) {
            return self.aggregate(aggregate, arguments, syntax)
        }
        guard let function = Function(rawValue: name.lowercased()) else {
            row.note(RowChecker.unknownFunction(name), at: syntax.offset)
            return nil
        }
        if let flaw = function.flaw(ofArguments: arguments.count) {
            row.note(flaw, at: syntax.offset)
            return nil
        }
        switch function {
        case .least, .greatest, .elapsed, .working, .due, .repeated, .repeatedAfter, .weekday, .hour:
            row.note(
                "\(function.rawValue) stands inside an aggregate; over aggregates there are + - * /, coalesce and abs",
                at: syntax.offset)
            return nil
        case .abs: return number(arguments[0], for: "abs").map { Value(ratio: $0.ratio.magnitude, isInterval: false) }
        case .hours, .minutes, .days: return duration(arguments[0], by: function)
        case .coalesce: return coalesce(arguments, at: syntax.offset)
        }
    }

    private mutating func duration(_ argument: Syntax, by function: Function) -> Value? {
        guard let value = value(argument), let seconds = function.seconds else { return nil }
        let unit = Ratio(Scaled(constant: Rational(seconds)))
        if value.isInterval, let ratio = value.ratio.divided(by: unit) {
            return Value(
                ratio: ratio, isInterval: false, mean: .quotient(value, Value(ratio: unit, isInterval: false)))
        }
        row.note("\(function) takes an interval; \(argument.source) is \(value.typeName)", at: argument.offset)
        return nil
    }

    private mutating func coalesce(_ arguments: [Syntax], at offset: Int) -> Value? {
        let values = arguments.map { value($0) }
        let known = values.compactMap(\.self)
        guard known.count == values.count else { return nil }
        guard known.allSatisfy({ $0.isInterval == known[0].isInterval }) else {
            let types = zip(arguments, known).map { "\($0.source) is \($1.typeName)" }.joined(separator: ", ")
            row.note("coalesce takes values of one type: \(types)", at: offset)
            return nil
        }
        return Value(ratio: .coalesce(known.map(\.ratio)), isInterval: known[0].isInterval)
    }
}
