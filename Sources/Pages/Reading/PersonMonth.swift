import Appraisal
import Exact

/// All that stands on the pages of one person.
struct PersonMonth: Sendable {
    let result: MonthResult
    let scores: [MonthScore]
    var words: [RaterWords]
    var tasks: [MonthTask]
    var appeals: [MonthAppeal]
    var delivery: MonthDelivery?
    var customers: [CustomerWords]
    var revisions: [MonthRevision]
    let outcomes: [MonthOutcome]
    /// What share of each dimension's points the person reached in the month before, percent.
    let before: [String: BigDecimal]
    /// Nil where it is not known, or would tell of others.
    let sureness: MonthSureness?
    let scatters: [MonthScatter]
    let oddities: [Oddity]
    /// Nil where nobody looks at them.
    let peers: Peers?
    /// By period, in the order of the periods; nil where there is none of the person.
    let history: [MonthTotal?]

    /// That some of the person's rows are odd.
    struct Oddity: Sendable {
        let relation: String
        /// A kind of `merit.data_finding`.
        let kind: String
    }

    func score(of indicator: String) -> MonthScore? { scores.first { $0.indicator == indicator } }
    func scatter(of indicator: String) -> MonthScatter? { scatters.first { $0.indicator == indicator } }

    /// What share of a dimension's points the person reached, percent, one digit.
    func reached(in dimension: String) -> BigDecimal? {
        let counted = scores.filter { $0.dimension == dimension && $0.points != nil }
        let earned = counted.reduce(BigDecimal.zero) { $0 + ($1.points ?? 0) }
        let full = counted.reduce(BigDecimal.zero) { $0 + $1.maxPoints }
        return (Rational(earned) * Rational(100)).divided(by: Rational(full))?.rounded(to: 1)
    }
}
