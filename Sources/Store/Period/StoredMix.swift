import Exact
import JSON
package import Postgres
package import Statistics

/// What full runs kept of everyone's rows by kind of work: rows of `merit.mix_cell`.
package enum StoredMix {
    /// What the newest full run of a period found, of those up to `run` where that is given, by template and indicator.
    ///
    /// - Parameter reliabilities: of the same run, which have the unit of the values.
    package static func load(
        of period: Int64, upTo run: Int64? = nil, by reliabilities: [Reliability], in connection: PostgresConnection
    ) async throws -> [String: [String: CaseMix]] {
        var cells: [String: [String: [Cell: CaseMix.Total]]] = [:]
        for row in try await connection.query(Statements.mixCells, period, run) {
            let (template, indicator): (String, String) = (try row["template_code"], try row["indicator"])
            let cell = Cell(try row["cell", as: [String?].self])
            cells[template, default: [:]][indicator, default: [:]][cell] = CaseMix.Total(
                people: try row["people"], rows: try row["rows"], sum: try row["sum"])
        }
        var mixes: [String: [String: CaseMix]] = [:]
        for found in reliabilities {
            guard let cells = cells[found.template]?[found.indicator], let stretch = found.stretch else { continue }
            mixes[found.template, default: [:]][found.indicator] = CaseMix(
                stretch: Rational(stretch), shift: Rational(found.shift ?? 0), countsChances: found.kind == "chance",
                cells: cells)
        }
        return mixes
    }

    static func insert(
        _ mixes: [String: [String: CaseMix]], run: Int64, into connection: PostgresConnection
    ) async throws {
        for (template, mixes) in mixes.sorted(by: { $0.key < $1.key }) {
            for (indicator, mix) in mixes.sorted(by: { $0.key < $1.key }) where !mix.cells.isEmpty {
                let inOrder = mix.cells.map { (json: $0.json, total: $1) }.sorted { $0.json < $1.json }
                let records = inOrder.map { cell, total in
                    JSONObject([
                        "cell": cell, "people": "\(total.people)", "rows": "\(total.rows)", "sum": total.sum.json,
                        "mean": total.mean?.json,
                    ]).json
                }
                try await connection.execute(
                    Statements.insertMixCells, run, template, indicator, JSONText(records.jsonList))
            }
        }
    }
}
