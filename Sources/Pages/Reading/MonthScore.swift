import Exact
import Postgres

/// One indicator of a person's result.
struct MonthScore: Sendable {
    let dimension: String
    let indicator: String
    let isRated: Bool
    let state: String
    let value: BigDecimal?
    let rawValue: BigDecimal?
    let numerator: BigDecimal?
    let denominator: BigDecimal?
    let sample: Int64?
    let band: String?
    let points: BigDecimal?
    let maxPoints: BigDecimal
    let own: BigDecimal?
    let supervisors: BigDecimal?
    let peers: BigDecimal?
    let appeal: Int64?

    init(_ row: PostgresRow) throws {
        dimension = try row["dimension"]
        indicator = try row["indicator"]
        isRated = try row["kind", as: String.self] == "rated"
        state = try row["state"]
        value = try row["value"]
        rawValue = try row["raw_value"]
        numerator = try row["numerator"]
        denominator = try row["denominator"]
        sample = try row["sample"]
        band = try row["band"]
        points = try row["points"]
        maxPoints = try row["max_points"]
        own = try row["self_points"]
        supervisors = try row["supervisor_points"]
        peers = try row["peer_points"]
        appeal = try row["appeal_id"]
    }
}
