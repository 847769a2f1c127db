/// One figure that the source gives otherwise than when it was measured.
package struct Drift: Sendable, Hashable {
    package let employeeID: String
    /// Nil where the person as a whole is meant.
    package let indicator: String?
    /// `numerator`, `denominator`, `sample`; `employment` where the person came or went, `template` where the post changed it.
    package let field: String
    package let stored: String?
    package let now: String?
}
