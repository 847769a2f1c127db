package import Exact

/// What mean and deviation of some numbers are made of: exact sums, whatever their number and order.
package struct Moments: Sendable, Hashable {
    package let count: Int
    package let sum: BigDecimal
    package let squares: BigDecimal

    package init(count: Int, sum: BigDecimal, squares: BigDecimal) {
        self.count = count
        self.sum = sum
        self.squares = squares
    }

    package init(of numbers: [BigDecimal]) {
        self.init(
            count: numbers.count, sum: numbers.reduce(0) { $0 + $1 }, squares: numbers.reduce(0) { $0 + $1 * $1 })
    }

    package static let none = Moments(count: 0, sum: 0, squares: 0)

    package static func + (left: Moments, right: Moments) -> Moments {
        Moments(count: left.count + right.count, sum: left.sum + right.sum, squares: left.squares + right.squares)
    }

    /// Nil of no numbers.
    package var mean: Rational? { Rational(sum).divided(by: Rational(count)) }

    /// The sample variance, nil of fewer than two numbers.
    package var variance: Rational? {
        count < 2 ? nil : Rational(scatter).divided(by: Rational(count * (count - 1)))
    }

    /// `n Σx² − (Σx)²`: 0 exactly where all are equal.
    package var scatter: BigDecimal { BigDecimal(count) * squares - sum * sum }
}

/// What the correlation of pairs of numbers is made of.
package struct PairMoments: Sendable, Hashable {
    package let x: Moments
    package let y: Moments
    /// Sum of the products; ``x`` and ``y`` are of as many numbers.
    package let products: BigDecimal

    package init(x: Moments, y: Moments, products: BigDecimal) {
        precondition(x.count == y.count, "a pair has two numbers")
        self.x = x
        self.y = y
        self.products = products
    }

    package static let none = PairMoments(x: .none, y: .none, products: 0)

    package var count: Int { x.count }

    /// Pearson's r, -1 to 1, with `digits` behind the point; nil where all `x` or all `y` are equal, or there are none.
    ///
    /// Over mean ranks it is Spearman's rho.
    package func correlation(to digits: Int) -> BigDecimal? {
        let shared = BigDecimal(count) * products - x.sum * y.sum
        guard let square = Rational(shared * shared).divided(by: Rational(x.scatter * y.scatter)),
            let magnitude = square.squareRoot(to: digits)
        else { return nil }
        return shared.signum < 0 ? -magnitude : magnitude
    }
}
