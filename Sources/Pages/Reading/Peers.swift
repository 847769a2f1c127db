import Charts
import Exact
import Postgres

/// How those whom the reader may see did together: groups of five or more.
struct Peers: Sendable {
    /// The middle half of an indicator's values, by template and indicator.
    private(set) var halves: [String: Stretch] = [:]
    /// What share of a dimension's points they reach, by template and dimension.
    private(set) var dimensions: [String: BigDecimal] = [:]

    static func load(in period: String, _ connection: PostgresConnection) async throws -> Peers {
        var peers = Peers()
        for row in try await connection.query(Statements.peerHalves, period) {
            let (low, high): (BigDecimal, BigDecimal) = (try row["low"], try row["high"])
            if let low = Figure("\(low.rounded(to: 2).normalized)"),
                let high = Figure("\(high.rounded(to: 2).normalized)")
            {
                peers.halves[key(try row["template_code"], try row["indicator"])] = Stretch(low, high)
            }
        }
        for row in try await connection.query(Statements.peerDimensions, period) {
            peers.dimensions[key(try row["template_code"], try row["dimension"])] = try row["reached"]
        }
        return peers
    }

    static func key(_ template: String, _ code: String) -> String { "\(template) \(code)" }
}
