import Appraisal
import Measures
import Postgres
import Statements
import Store

extension SourceSnapshot {
    /// What the source lacks for these templates, and what would make reading it faster.
    func check(_ templates: [Template]) async throws -> [SourceCheck.Finding] {
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
        findings += try await rights()
        findings += try await unreadable()
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

    private func rights() async throws -> [SourceCheck.Finding] {
        try await connection.query(Statements.sourceRights, schema).map { row in
            let (relation, role) = try row.decode(String.self, String.self)
            return .init(
                relation: relation, isFault: true, finding: "\(role) may not read \(schema).\(relation)",
                advice: "GRANT USAGE ON SCHEMA \(schema) TO \(role); GRANT SELECT ON \(schema).\(relation) TO \(role)")
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

    /// Relations that fail when a thousand rows of them are read, in a view's own words.
    private func unreadable() async throws -> [SourceCheck.Finding] {
        var findings: [SourceCheck.Finding] = []
        // Whoever looks for what is wrong must not hang where the workers hang.
        try await connection.script("set local lock_timeout = '2s'; set local statement_timeout = '20s'")
        for relation in catalog.relations.keys.sorted() {
            // Gone back to where reading fails, so that one failure does not hide the next.
            try await connection.execute("savepoint reading")
            do throws(PostgresError) {
                let sample = "select * from \(quoted(schema)).\(quoted(relation)) limit 1000"
                try await connection.execute("select count(to_jsonb(sample)) from (\(sample)) sample")
            } catch {
                let stuck = Self.stuck[error.sqlState ?? ""]
                guard error.isFaultOfSource || stuck != nil else { throw error }
                try await connection.execute("rollback to savepoint reading")
                // What may not be read at all is among the rights already.
                if error.sqlState == "42501" { continue }
                if let stuck {
                    findings.append(
                        .init(
                            relation: relation, isFault: true, finding: "\(schema).\(relation) \(stuck.finding)",
                            advice: stuck.advice))
                    continue
                }
                findings.append(
                    .init(
                        relation: relation, isFault: true, finding: "reading \(schema).\(relation) fails: \(error)",
                        advice: "read it by hand to find the row, and mend the view"))
            }
        }
        return findings
    }
}
