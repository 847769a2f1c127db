import Charts
import Exact
import Postgres

/// How everyone on a template did together, by the newest full scoring: groups of five or more, the same for whoever looks.
struct Peers: Sendable {
    private struct Key: Hashable {
        let template: String
        /// A sort of `merit.peer_spread`.
        let sort: String
        let code: String
    }

    private var halves: [Key: Stretch] = [:]
    private var middles: [Key: Figure] = [:]
    private var days: [String: String] = [:]

    init(_ rows: PostgresRows) throws {
        for row in rows {
            let key = Key(template: try row["template_code"], sort: try row["sort"], code: try row["code"])
            days[key.template] = try row["scored_on"]
            let (low, high): (BigDecimal?, BigDecimal?) = (try row["low"], try row["high"])
            if let low = low?.figure, let high = high?.figure { halves[key] = Stretch(low, high) }
            middles[key] = try row["middle", as: BigDecimal?.self]?.figure
        }
    }

    /// The day of the scoring, where anything is known of those on a template.
    func scoredOn(_ template: String) -> String? { days[template] }

    /// The middle half of an indicator's values.
    func half(of indicator: String, on template: String) -> Stretch? {
        halves[Key(template: template, sort: "indicator", code: indicator)]
    }

    func halfOfTotals(on template: String) -> Stretch? { halves[Key(template: template, sort: "total", code: "")] }

    /// What share of a dimension's points those in the middle reach, percent.
    func middle(of dimension: String, on template: String) -> Figure? {
        middles[Key(template: template, sort: "dimension", code: dimension)]
    }
}
