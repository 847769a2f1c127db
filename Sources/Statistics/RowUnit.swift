package import Exact

/// From the rows' own numbers to the unit of the value: `stretch × number + shift`.
///
/// A full run knows the stretch exactly, such as 1 / 86400 from seconds to days. What is kept of it has 30 digits, and whatever works a figure
/// out later goes by these. So each figure is rounded to 20 digits first: then half of a last digit is half by both.
package struct RowUnit: Sendable, Hashable {
    /// What the mean of the rows' own numbers is multiplied with.
    package let stretch: Rational
    /// What is added then.
    package let shift: Rational

    private static let digitsKept = 20

    package init(stretch: Rational, shift: Rational) {
        self.stretch = stretch
        self.shift = shift
    }

    /// A mean of rows in the unit of the value, 6 digits; as `merit.in_unit` has it.
    package func mean(_ mean: Rational) -> BigDecimal {
        (stretch * mean + shift).rounded(to: Self.digitsKept).rounded(to: 6)
    }

    /// A variance of rows in the unit of the value, squared, 12 digits.
    package func variance(_ variance: Rational) -> BigDecimal {
        (stretch * stretch * variance).rounded(to: Self.digitsKept).rounded(to: 12)
    }
}
