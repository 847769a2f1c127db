package import Exact

/// How one stands in a period that is not over.
package enum Standing {
    /// Percent of a sheet's weight, below which a total is as if the rest were as good on too little.
    private static let least = BigDecimal(50)

    /// Whether enough is known for a total to have a grade.
    ///
    /// - Parameter coverage: percent of the sheet's weight that is measured.
    package static func hasGrade(at coverage: BigDecimal?) -> Bool { coverage.map { !($0 < least) } ?? true }
}
