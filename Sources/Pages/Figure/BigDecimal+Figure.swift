import Charts
import Exact

extension BigDecimal {
    /// For a drawing; a number of the database always is one.
    var figure: Figure? { Figure("\(self.normalized)", shown: "\(rounded(to: 2).normalized)") }
}
