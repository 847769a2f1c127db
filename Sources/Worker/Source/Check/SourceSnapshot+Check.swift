import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// What the source lacks for these templates, and what would make reading it faster.
    ///
    /// As the role that reads for workers, where whoever is connected may act as it.
    func check(_ templates: [Template], for roles: RoleNames) async throws -> [SourceCheck.Finding] {
        try await asReader(of: roles).findings(for: templates, roles)
    }

    private func findings(for templates: [Template], _ roles: RoleNames) async throws -> [SourceCheck.Finding] {
        if catalog.absence != nil {
            let missing = MissingSchema(schema)
            return [.init(relation: schema, isFault: true, finding: missing.finding, advice: missing.advice)]
        }
        var findings = shape()
        for template in templates {
            for indicator in template.measuredIndicators {
                guard let measure = indicator.measure else { continue }
                if case .failure(let problems) = CheckedMeasure.check(MeasureDefinition(measure), in: catalog) {
                    findings += problems.problems(at: template.place(of: indicator)).map {
                        .init(
                            relation: measure.from, isFault: true, finding: $0.description,
                            advice: "add what is missing to the view, or change the template")
                    }
                }
            }
        }
        findings += try await rights(of: roles)
        let spared = sparedColumns
        findings += try await lackingColumns(spared, for: templates)
        findings += try await unreadable(sparing: spared)
        findings += try await unlogged()
        findings += mistyped()
        findings += try await disorder()
        // What cannot be read has no plan either.
        let faulty = Set(findings.filter(\.isFault).map(\.relation))
        findings += try await undated(sparing: faulty)
        return findings + (try await advice(for: templates, sparing: faulty)) + standby()
    }

    /// That what is read is a copy, and how old.
    private func standby() -> [SourceCheck.Finding] {
        guard instant.isStandby else { return [] }
        let age =
            instant.lag > 0 ? "what was committed until \(cutoff), \(instant.lag) s ago" : "all that it has received"
        return [
            .init(
                relation: schema, isFault: false, finding: "the source is a standby; it has replayed \(age)",
                advice: "a period that ended later waits until it catches up; docs/scale.md says what else that means")
        ]
    }

    /// Tables behind what was read that do not outlive a crash.
    private func unlogged() async throws -> [SourceCheck.Finding] {
        try await connection.query(Statements.unloggedRelations).map { row in
            let table = try row.decode(String.self)
            return .init(
                relation: schema, isFault: false,
                finding:
                    "\(table) is UNLOGGED: a crash of the server empties it, and nothing tells that from a month without rows",
                advice: "ALTER TABLE \(table) SET LOGGED")
        }
    }

    /// The columns that every source has.
    private func shape() -> [SourceCheck.Finding] {
        guard let employee = catalog.relations["employee"] else {
            return [
                .init(
                    relation: "employee", isFault: true, finding: "there is no relation \(schema).employee",
                    advice: "create a view of that name, or run merit source install for empty tables")
            ]
        }
        return ["employee_id", "name", "post", "department"].filter { employee.column($0) == nil }.map {
            .init(
                relation: "employee", isFault: true, finding: "there is no column \(schema).employee.\($0)",
                advice: "add it to the view; null is allowed where nothing is known")
        }
    }

    /// What it means when reading a thousand rows takes too long, by SQLSTATE.
    private static let stuck = [
        "55P03": (
            finding: "is locked by somebody's open transaction",
            advice: "see who: select pid, usename, xact_start, query from pg_stat_activity where state like 'idle in%'"
        ),
        "57014": (
            finding: "takes longer than 20 s for a thousand rows",
            advice: "look at its plan: EXPLAIN; a view that sorts or joins everything first wants an index, or a table"
        ),
    ]

    /// Relations that fail when rows of them are read, in the server's own words: of a view what it reads itself counts.
    ///
    /// - Parameter spared: columns that may not be read; a relation without any other is among those without rights already.
    private func unreadable(sparing spared: [String: Set<String>]) async throws -> [SourceCheck.Finding] {
        var findings: [SourceCheck.Finding] = []
        // Whoever looks for what is wrong must not hang where the workers hang.
        try await connection.limit(locks: .seconds(2), statements: .seconds(20))
        for (relation, shape) in catalog.relations.sorted(by: { $0.key < $1.key }) {
            let columns = shape.columns.map(\.name).filter { spared[relation]?.contains($0) != true }
            guard !columns.isEmpty else { continue }
            if let error = try await failure(reading: columns, of: relation, rows: 1000) {
                guard error.isFaultOfSource || Self.stuck[error.sqlState ?? ""] != nil else { throw error }
                findings.append(try await finding(error, reading: columns, of: shape))
                continue
            }
            // More of them, as far as that is soon done.
            try await connection.limit(statements: .seconds(5))
            let error = try await failure(reading: columns, of: relation, rows: 100_000)
            try await connection.limit(statements: .seconds(20))
            if let error, error.isFaultOfRow {
                findings.append(try await finding(error, reading: columns, of: shape))
            }
        }
        return findings
    }

    /// Why rows cannot be read and sent; nil where they can.
    private func failure(reading columns: [String], of relation: String, rows: Int) async throws -> PostgresError? {
        // Gone back to where reading fails, so that one failure does not hide the next.
        try await connection.execute("savepoint reading")
        do {
            let list = columns.map { quoted($0) }.joined(separator: ", ")
            let sample = "select \(list) from \(quoted(schema)).\(quoted(relation)) limit \(rows)"
            // Sent to here, because bytes that are no text show only then.
            try await connection.reduceRows(into: (), "select sample::text from (\(sample)) sample") { _, _ in }
            return nil
        } catch let error as PostgresError where error.code == .server {
            try await connection.execute("rollback to savepoint reading")
            return error
        }
    }

    private func finding(
        _ error: PostgresError, reading columns: [String], of shape: SourceRelation
    ) async throws -> SourceCheck.Finding {
        let relation = shape.name
        if let stuck = Self.stuck[error.sqlState ?? ""] {
            return .init(
                relation: relation, isFault: true, finding: "\(schema).\(relation) \(stuck.finding)",
                advice: stuck.advice)
        }
        if error.isFaultOfRow, let rows = try await failingRows(of: shape, columns: columns) {
            return .init(
                relation: relation, isFault: true,
                finding: "reading \(schema).\(relation) fails: \(error); \(rows.place)", advice: FailingRows.mending)
        }
        let advice =
            error.sqlState == "42501"
            ? try await SourceRights(on: schema, from: connection).advice(behind: relation) ?? SourceRights.adviceInside
            : "read it by hand to find the row, and mend the view"
        return .init(
            relation: relation, isFault: true, finding: "reading \(schema).\(relation) fails: \(error)", advice: advice)
    }
}
