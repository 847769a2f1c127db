import Measures
import Postgres

extension SourceSnapshot {
    /// Columns of tickets that lie before the time when they were opened; none where that cannot be asked in time.
    func disorder() async throws -> [SourceCheck.Finding] {
        guard let relation = catalog.relations[TimeOrder.relation] else { return [] }
        let table = "\(schema).\(relation.name)"
        var findings: [SourceCheck.Finding] = []
        for column in TimeOrder.later(in: relation) {
            try await connection.execute("savepoint times")
            let rows: Int64
            do throws(PostgresError) {
                rows = try await connection.query(
                    """
                    select count(*) from \(quoted(schema)).\(quoted(relation.name))
                    where \(quoted(column)) < \(quoted(TimeOrder.first))
                    """
                ).one().decode(Int64.self)
            } catch {
                try await connection.execute("rollback to savepoint times")
                continue
            }
            guard rows > 0 else { continue }
            findings.append(
                .init(
                    relation: relation.name, isFault: false,
                    finding: "\(rows) rows of \(table) have \(column) before \(TimeOrder.first), which cannot be",
                    advice:
                        "SELECT * FROM \(table) WHERE \(column) < \(TimeOrder.first) shows them; mend them, and measure by "
                        + "elapsed(\(TimeOrder.first), \(column)), which leaves them out"))
        }
        return findings
    }
}
