/// A measure as a template writes it.
package struct MeasureDefinition: Hashable, Sendable {
    /// The relation that is read.
    package let from: String
    /// The column that places a row in a period.
    package let at: String
    /// The condition for a row to count, `where` in a template; nil where every row does.
    package let filter: String?
    /// What is computed from the rows.
    package let value: String

    package init(from: String, at: String, filter: String?, value: String) {
        self.from = from
        self.at = at
        self.filter = filter
        self.value = value
    }
}
