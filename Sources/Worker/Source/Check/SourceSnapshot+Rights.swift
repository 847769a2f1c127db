import Appraisal
import Measures
import Postgres
package import Store

extension SourceSnapshot {
    /// The same state, read as the role that reads for workers, where whoever is connected may act as it.
    package func asReader(of roles: RoleNames) async throws -> SourceSnapshot {
        guard try await !connection.query(Statements.becomeReader, roles.reader, roles.worker).isEmpty else {
            return self
        }
        return SourceSnapshot(
            connection: connection, schema: schema, catalog: try await SourceCatalog(reading: schema, from: connection),
            instant: instant)
    }

    /// Relations of which nothing may be read.
    func rights(of roles: RoleNames) async throws -> [SourceCheck.Finding] {
        try await connection.query(Statements.sourceRights, schema, roles.reader).map { row in
            let (relation, role) = try row.decode(String.self, String.self)
            return .init(
                relation: relation, isFault: true, finding: "\(role) may not read \(schema).\(relation)",
                advice: "GRANT USAGE ON SCHEMA \(schema) TO \(role); GRANT SELECT ON \(schema).\(relation) TO \(role)")
        }
    }

    /// The columns that may not be read, by relation.
    var sparedColumns: [String: Set<String>] { catalog.relations.mapValues(\.spared).filter { !$0.value.isEmpty } }

    /// Columns that Merit reads wherever they are there, beside what templates measure.
    static let always = [
        "employee": ["employee_id", "name", "post", "department", "supervisor_id", "employed_from", "employed_to"],
        "attendance": ["employee_id", "day", "kind"],
        "nps_response": ["employee_id", "score", "responded_at", "comment", "ticket_id"],
        "satisfaction_response": ["employee_id", "score", "responded_at", "comment", "ticket_id"],
        "complaint": ["employee_id", "received_at", "category", "root_cause", "customer_id", "ticket_id"],
    ]

    /// Columns that are read and may not be: rights to some columns are enough where these are among them.
    ///
    /// - Parameter spared: what ``sparedColumns()`` gave.
    func lackingColumns(
        _ spared: [String: Set<String>], for templates: [Template]
    ) async throws -> [SourceCheck.Finding] {
        var findings: [SourceCheck.Finding] = []
        let role = try await connection.query("select current_user::text").one().decode(String.self)
        for (relation, columns) in spared.sorted(by: { $0.key < $1.key }) {
            guard let known = catalog.relations[relation], known.columns.contains(where: { !columns.contains($0.name) })
            else { continue }
            let lacking = (Self.always[relation] ?? []).filter(columns.contains)
            if !lacking.isEmpty {
                findings.append(
                    .init(
                        relation: relation, isFault: true,
                        finding: "\(role) may not read \(lacking.joined(separator: ", ")) of \(schema).\(relation)",
                        advice:
                            "GRANT SELECT (\(lacking.joined(separator: ", "))) ON \(schema).\(relation) TO \(role)"))
            }
            for template in templates {
                for indicator in template.measuredIndicators where indicator.measure?.from == relation {
                    guard let measure = indicator.measure,
                        case .success(let checked) = CheckedMeasure.check(MeasureDefinition(measure), in: catalog),
                        try await !mayMeasure(checked, of: known)
                    else { continue }
                    findings.append(
                        .init(
                            relation: relation, isFault: true,
                            finding: """
                                \(template.place(of: indicator)): \(role) may not read all the columns of \(schema).\(relation) that it \
                                measures by
                                """,
                            advice: "GRANT SELECT ON \(schema).\(relation) TO \(role)"))
                }
            }
        }
        return findings
    }

    /// Whether the server would carry a measure's statement out.
    private func mayMeasure(_ measure: CheckedMeasure, of relation: SourceRelation) async throws -> Bool {
        let statement = RelationStatement(
            relation: relation, measures: [measure], schema: schema, cells: measure.definition.mix)
        let (day, instant) = (PostgresDate(days: 0), PostgresTimestamp(microseconds: 0))
        let bounds: [(any PostgresEncodable)?] = [instant, instant, day, day, "UTC"]
        try await connection.execute("savepoint explaining")
        do throws(PostgresError) {
            try await connection.execute(
                "explain " + statement.sql, parameters: bounds + statement.arguments.map(\.encodable))
            return true
        } catch {
            guard error.isFaultOfSource else { throw error }
            try await connection.execute("rollback to savepoint explaining")
            return error.sqlState != "42501"
        }
    }
}
