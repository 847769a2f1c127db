package import Exact

/// Where recommendations begin; docs/quarter.md, "Recommendations".
package enum ReviewLimit {
    /// Fewer results tell nothing.
    package static let results = 10
    package static let missingPercent: BigDecimal = 30
    /// Below it most of what differs between people is chance.
    package static let reliability = BigDecimal(mantissa: 4, scale: 1)
    /// What a value that decides about single people is asked for.
    package static let enoughReliability = BigDecimal(mantissa: 7, scale: 1)
    package static let ceilingPercent: BigDecimal = 80
    package static let floorPercent: BigDecimal = 50
    package static let discrimination = BigDecimal(mantissa: 1, scale: 1)
    /// With fewer people there is no link to the customer.
    package static let linkPeople = 10
    /// From so many on a negative link tells something.
    package static let tellingLinkPeople = 30
    /// Standard deviations.
    package static let leniency: BigDecimal = 1
    /// With fewer people a rater tells nothing.
    package static let raterPeople = 5
    package static let benchmarkPercent: BigDecimal = 5
    /// Of a theme of complaints.
    package static let themePercent: BigDecimal = 10
    package static let repeatPercent: BigDecimal = 5
}
