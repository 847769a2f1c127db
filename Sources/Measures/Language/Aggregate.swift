/// What makes one number of many rows.
package enum Aggregate: String, CaseIterable, Sendable {
    case count, share, sum, avg, min, max, median, percentile, nps
}

extension Aggregate {
    /// What is wrong with that many arguments; nil where nothing is.
    func flaw(ofArguments count: Int) -> String? {
        switch self {
        case .count: count <= 1 ? nil : "count takes nothing or one condition, not \(count)"
        case .share: count == 1 ? nil : "share takes one condition, not \(count)"
        case .sum, .avg, .min, .max, .median:
            count == 1 ? nil : "\(rawValue) takes one number or interval, not \(count)"
        case .percentile:
            count == 2 ? nil : "percentile takes a number from 0 to 100 and what to rank, as in percentile(90, x)"
        case .nps: count == 1 ? nil : "nps takes one score, not \(count)"
        }
    }
}
