import Exact

/// A piece of SQL in which texts are not yet parameters and filters not yet complete.
///
/// It is written by string interpolation of other pieces; nothing that a template says gets in but as a quoted name, a
/// number or a text that ``SQLWriter`` makes a parameter of.
struct SQL: Hashable, Sendable {
    indirect enum Piece: Hashable, Sendable {
        case verbatim(String)
        /// A text to be sent as a parameter.
        case text(String)
        /// An aggregate over the rows that pass for the measure, of which the condition must be true as well.
        case aggregate(function: String, argument: SQL, condition: SQL?)
        /// What only whoever knows the working time can write out.
        case working(Clockwork, of: SQL)
    }

    /// What is asked of the clock of working time.
    enum Clockwork: Hashable, Sendable {
        /// What it shows at a time, as a timestamp.
        case clock
        /// The earliest time at which it shows a timestamp.
        case time
        /// Whether it knows of times from that on.
        case isSince
        /// Whether it knows of times up to that.
        case isUntil
    }

    private(set) var pieces: [Piece] = []
    /// How long it is, so that nothing grows beyond bounds.
    private(set) var length = 0
    /// Whether it can be an operand of anything as it stands.
    private(set) var isAtomic = false
    /// Whether it is known to have a value for each row that passes.
    private(set) var isNeverNull = false
    private var isName = false
    /// Whether it may be an interval with months, of which none is as long as another.
    private(set) var mayHoldMonths = false
    /// Whether it is an interval of less than 68 years without months.
    private(set) var isShort = false
    /// A value that is known exactly where this one is and costs less; none or one.
    private var witnesses: [SQL] = []
    /// Of an interval that is the time between two points in time, the later one and the earlier one; empty of anything else.
    private(set) var ends: [SQL] = []

    private mutating func append(_ piece: Piece, length added: Int) {
        length += added
        if case .verbatim(let new) = piece, case .verbatim(let last) = pieces.last {
            pieces[pieces.count - 1] = .verbatim(last + new)
        } else {
            pieces.append(piece)
        }
    }

    private mutating func append(_ other: SQL) {
        let total = length + other.length
        for piece in other.pieces { append(piece, length: 0) }
        length = total
        mayHoldMonths = mayHoldMonths || other.mayHoldMonths
    }
}

extension SQL.Piece {
    /// By bytes: Swift holds texts equal that a database tells apart.
    static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.verbatim(let left), .verbatim(let right)), (.text(let left), .text(let right)):
            left.utf8.elementsEqual(right.utf8)
        case (.aggregate(let left, let argument, let condition), .aggregate(let right, let other, let otherwise)):
            left == right && argument == other && condition == otherwise
        case (.working(let left, let time), .working(let right, let other)): left == right && time == other
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .verbatim(let text), .text(let text):
            for byte in text.utf8 { hasher.combine(byte) }
        case .aggregate(let function, let argument, let condition):
            hasher.combine(function)
            hasher.combine(argument)
            hasher.combine(condition)
        case .working(let part, let time):
            hasher.combine(part)
            hasher.combine(time)
        }
    }
}

extension SQL: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL()

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            sql.append(.verbatim(literal), length: literal.utf8.count)
        }

        mutating func appendInterpolation(_ other: SQL) {
            sql.append(other)
        }
    }

    init(stringLiteral literal: String) {
        append(.verbatim(literal), length: literal.utf8.count)
    }

    init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }
}

extension SQL {
    /// A quoted identifier.
    static func name(_ name: String) -> SQL {
        var sql = SQL(stringLiteral: "\"\(name.quotesDoubled)\"")
        sql.isName = true
        return sql.atomic
    }

    /// Whether a column is known; nil of anything else.
    var isNotNull: SQL? { isName ? "\(self) is not null" : nil }

    static func text(_ text: String) -> SQL {
        var sql = SQL()
        sql.append(.text(text), length: 4)
        return sql.atomic
    }

    static func number(_ number: BigDecimal) -> SQL {
        SQL(stringLiteral: number.normalized.description).atomic
    }

    static func number(_ number: Whole) -> SQL {
        .number(BigDecimal(number))
    }

    static func call(_ function: SQL, _ arguments: SQL...) -> SQL {
        ("\(function)(\(arguments.joined(by: ", ")))" as SQL).atomic
    }

    /// The aggregate that counts each value once: unlike a count, it cannot be told without one of the rows.
    static let distinct: String = "count distinct"

    /// An aggregate over the rows that pass, of which `condition` must be true as well.
    static func aggregate(_ function: String, _ argument: SQL, where condition: SQL? = nil) -> SQL {
        var sql = SQL()
        sql.append(
            .aggregate(function: function, argument: argument, condition: condition),
            length: function.utf8.count + 2 + argument.length + (condition?.length ?? 0))
        return sql.atomic
    }

    /// What the clock of working time says of a time.
    static func working(_ part: Clockwork, of time: SQL) -> SQL {
        var sql = SQL()
        sql.append(.working(part, of: time), length: 8 + time.length)
        return sql.atomic
    }

    /// The same, known to be an interval of some years at most, without months.
    var short: SQL {
        var copy = self
        copy.isShort = true
        return copy
    }

    /// The same, with what is known exactly where it is, and costs less to find out.
    func witnessed(by witness: SQL) -> SQL {
        var copy = self
        copy.witnesses = [witness]
        return copy
    }

    /// What is known exactly where it is, and costs least.
    var witness: SQL { witnesses.first ?? self }

    /// Whether it rests on working time.
    var asksForWorkingTime: Bool {
        pieces.contains { piece in
            switch piece {
            case .verbatim, .text: false
            case .working: true
            case .aggregate(_, let argument, let condition):
                argument.asksForWorkingTime || condition?.asksForWorkingTime ?? false
            }
        }
    }

    /// Whether it is a literal text and nothing else.
    var isText: Bool {
        if pieces.count == 1, case .text = pieces[0] { true } else { false }
    }

    /// Its verbatim pieces; for comparison, not to be sent.
    var text: String {
        pieces.map { if case .verbatim(let text) = $0 { text } else { "" } }.joined()
    }

    /// Whether a name stands in it somewhere.
    func mentions(_ name: SQL) -> Bool {
        pieces.contains { piece in
            switch piece {
            case .verbatim(let text): text.contains(name.text)
            case .text: false
            case .aggregate(_, let argument, let condition):
                argument.mentions(name) || condition?.mentions(name) ?? false
            case .working(_, let time): time.mentions(name)
            }
        }
    }

    /// Its aggregates, in the order in which they stand in it.
    var aggregates: [SQL] {
        pieces.compactMap { piece in
            guard case .aggregate(let function, let argument, let condition) = piece else { return nil }
            return .aggregate(function, argument, where: condition)
        }
    }

    /// Of a sum and nothing else, how many operands it has.
    var countOfSum: SQL? {
        guard pieces.count == 1, case .aggregate("sum", let argument, let condition) = pieces[0] else { return nil }
        return .aggregate("count", argument, where: condition)
    }

    /// Of a sum of all rows and nothing else, what is added.
    var summand: SQL? {
        if pieces.count == 1, case .aggregate("sum", let argument, nil) = pieces[0] { argument } else { nil }
    }

    /// Whether it is a number of rows and nothing else.
    var isCount: Bool {
        if pieces.count == 1, case .aggregate("count", _, _) = pieces[0] { true } else { false }
    }

    /// Whether each of its aggregates can be told without one of the rows by what it is with it.
    var isAdditive: Bool {
        pieces.allSatisfy { piece in
            if case .aggregate(let function, _, _) = piece { ["count", "sum"].contains(function) } else { true }
        }
    }

    static func epoch(_ interval: SQL) -> SQL {
        ("extract(epoch from \(interval))" as SQL).atomic
    }

    /// The same, known to need no parentheses.
    var atomic: SQL {
        var copy = self
        copy.isAtomic = true
        return copy
    }

    /// The same, known to have a value for each row that passes, if `isSo`.
    func neverNull(if isSo: Bool = true) -> SQL {
        var copy = self
        copy.isNeverNull = isSo
        return copy
    }

    /// The time that passed between two points in time; a negative one where the first comes first.
    static func difference(_ end: SQL, _ start: SQL) -> SQL {
        ("\(end.operand) - \(start.operand)" as SQL).between(start, and: end)
    }

    /// The same, known to be the time between two points in time.
    func between(_ start: SQL, and end: SQL) -> SQL {
        var copy = self
        copy.ends = [end, start]
        return copy
    }

    /// The same, known to be an interval of any kind.
    var withMonths: SQL {
        var copy = self
        copy.mayHoldMonths = true
        return copy
    }

    /// In parentheses, where it needs them to be an operand.
    var operand: SQL { isAtomic ? self : ("(\(self))" as SQL).atomic.neverNull(if: isNeverNull) }

    func cast(to type: SQL) -> SQL { ("\(operand)::\(type)" as SQL).atomic }
}

extension String {
    fileprivate var quotesDoubled: String {
        let quote = UInt8(ascii: "\"")
        // By bytes: with an accent behind it a quotation mark is another Character, and ends the name all the same.
        guard utf8.contains(quote) else { return self }
        return String(decoding: utf8.flatMap { $0 == quote ? [$0, $0] : [$0] }, as: UTF8.self)
    }
}

extension [SQL] {
    func joined(by separator: SQL) -> SQL {
        dropFirst().reduce(first ?? "") { "\($0)\(separator)\($1)" }
    }
}

extension Array where Element: Equatable {
    /// Each element once, where it comes first.
    var uniqued: Self {
        reduce(into: []) { distinct, element in
            if !distinct.contains(element) { distinct.append(element) }
        }
    }
}
