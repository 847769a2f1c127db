import Exact

/// A number in SQL but for an exact factor: `factor × term`.
///
/// Units, percentages and constants gather in the factor while a measure is compiled, so that the database adds whole
/// microseconds and the one division is Swift's.
struct Scaled: Hashable, Sendable {
    enum Term: Hashable, Sendable {
        /// 1: the number is a constant.
        case one
        /// SQL of an integer type.
        case integer(SQL)
        /// SQL of type numeric.
        case numeric(SQL)
        /// The seconds of an interval.
        case seconds(of: SQL)
    }

    let factor: Rational
    let term: Term

    /// A factor of 0 moves into the term: 0 × unknown is unknown.
    init(_ factor: Rational, _ term: Term) {
        let vanishes = factor.signum == 0 && term != .one
        self.factor = vanishes ? .one : factor.reduced
        self.term = vanishes ? .numeric("\(term.numeric.operand) * 0") : term
    }

    init(constant: Rational) {
        self.init(constant, .one)
    }

    /// The value of a constant; nil of anything else.
    var constant: Rational? { term == .one ? factor : nil }

    var isNegative: Bool { factor.signum < 0 }
}

extension Scaled.Term {
    /// As it is compared, counted or handed to an aggregate.
    var sql: SQL {
        switch self {
        case .one: ("1" as SQL).atomic
        case .integer(let sql), .numeric(let sql): sql
        case .seconds(let interval): .epoch(interval)
        }
    }

    /// As it is calculated with: an integer could overflow and would be divided without its fraction.
    var numeric: SQL {
        switch self {
        case .one, .integer: sql.cast(to: "numeric")
        case .numeric, .seconds: sql
        }
    }

    /// What is known exactly when the number is, and costs least.
    var known: SQL {
        if case .seconds(let interval) = self { interval.witness } else { sql }
    }
}
