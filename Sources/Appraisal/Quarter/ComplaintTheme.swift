package import Exact

/// Complaints of a quarter that share category and root cause.
package struct ComplaintTheme: Sendable, Hashable {
    package let category: String
    /// Empty where it is not known.
    package let rootCause: String
    package let complaints: Int
    /// How many there were in the quarter before.
    package let previous: Int
    /// Customers who complained.
    package let customers: Int
    /// Complaints whose customer is known.
    package let known: Int
    /// Those that came within 30 days of one by the same customer in the same category.
    package let repeats: Int
    /// Median hours that repairs of their tickets waited for parts, and how many reports say so.
    package let partsWait: BigDecimal?
    package let partsWaits: Int

    package init(
        category: String, rootCause: String, complaints: Int, previous: Int, customers: Int, known: Int, repeats: Int,
        partsWait: BigDecimal?, partsWaits: Int
    ) {
        self.category = category
        self.rootCause = rootCause
        self.complaints = complaints
        self.previous = previous
        self.customers = customers
        self.known = known
        self.repeats = repeats
        self.partsWait = partsWait
        self.partsWaits = partsWaits
    }

    /// Within how many days a complaint repeats another.
    package static let repeatDays = 30

    package var name: String {
        [category, rootCause].filter { !$0.isEmpty }.joined(separator: " / ")
    }

    /// Percent of the complaints of known customers, 2 digits; nil where none is known.
    package var repeatPercent: BigDecimal? { .percent(repeats, of: known) }

    /// By how many percent they became more, 2 digits; nil where there were none before.
    package var changePercent: BigDecimal? { .percent(complaints - previous, of: previous) }
}
