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
        for row in try await connection.query(Statements.peers, period) {
            let key = Self.key(try row["template_code"], try row["code"])
            let low: BigDecimal = try row["low"]
            guard try row["sort", as: String.self] == "indicator" else {
                peers.dimensions[key] = low
                continue
            }
            let high: BigDecimal = try row["high"]
            if let low = low.figure, let high = high.figure { peers.halves[key] = Stretch(low, high) }
        }
        return peers
    }

    static func key(_ template: String, _ code: String) -> String { "\(template) \(code)" }
}
