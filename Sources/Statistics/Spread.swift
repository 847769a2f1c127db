package import Exact

/// What rows of several people hold together: what scatter between and within people is made of, taken in person by person.
///
/// The sums are exact, so that neither the order nor the number of people changes a digit.
package struct Spread: Sendable, Hashable {
    /// People with at least one row.
    package private(set) var people = 0
    /// Of those, with at least two.
    package private(set) var peopleWithTwo = 0
    /// The rows of all of them.
    package private(set) var rows = Moments.none
    /// Σ nᵢ².
    private var squaredCounts: Whole = 0
    /// By number of rows the sum of (Σ x)² of those who have so many: one denominator for all of them.
    private var squaredSums: [Int: BigDecimal] = [:]

    package init() {}

    package init(of people: some Sequence<Moments>) {
        for person in people { add(person) }
    }

    /// Takes in one person's rows; one without any changes nothing.
    package mutating func add(_ person: Moments) {
        guard person.count > 0 else { return }
        people += 1
        if person.count > 1 { peopleWithTwo += 1 }
        rows = rows + person
        squaredCounts = squaredCounts + Whole(person.count) * Whole(person.count)
        squaredSums[person.count, default: 0] += person.sum * person.sum
    }

    /// Takes in people who have equally many rows.
    ///
    /// - Parameters:
    ///   - count: how many people.
    ///   - rows: how many each of them has.
    ///   - sum: of all their rows.
    ///   - squares: of all their rows.
    ///   - squaredSums: Σ (Σ x)², person by person.
    package mutating func add(
        _ count: Int, withRows rows: Int, sum: BigDecimal, squares: BigDecimal, squaredSums: BigDecimal
    ) {
        guard count > 0, rows > 0 else { return }
        people += count
        if rows > 1 { peopleWithTwo += count }
        self.rows = self.rows + Moments(count: count * rows, sum: sum, squares: squares)
        squaredCounts = squaredCounts + Whole(count) * Whole(rows) * Whole(rows)
        self.squaredSums[rows, default: 0] += squaredSums
    }

    package static func + (left: Spread, right: Spread) -> Spread {
        var both = left
        both.people += right.people
        both.peopleWithTwo += right.peopleWithTwo
        both.rows = left.rows + right.rows
        both.squaredCounts = left.squaredCounts + right.squaredCounts
        both.squaredSums.merge(right.squaredSums) { $0 + $1 }
        return both
    }

    /// Σ nᵢ x̄ᵢ², over the least common multiple of the numbers of rows.
    var peoplesSquares: Rational {
        let multiple = squaredSums.keys.reduce(Whole(1)) { multiple, rows in
            multiple * (Whole(rows) / Whole(rows).greatestCommonDivisor(with: multiple % Whole(rows)))
        }
        let sum = squaredSums.reduce(BigDecimal(0)) { sum, group in
            sum + group.value * BigDecimal(multiple / Whole(group.key))
        }
        return Rational(sum).divided(by: Rational(multiple)) ?? .zero
    }

    /// n₀: how many rows the usual person has; nil of fewer than two people.
    var usualRows: Rational? {
        let all = Rational(rows.count)
        return Rational(squaredCounts).divided(by: all).flatMap { (all - $0).divided(by: Rational(people - 1)) }
    }
}
