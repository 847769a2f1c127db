import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// So many ids are looked at.
    private static let mostIDs = 1000
    /// Days without rows are looked for among so many.
    private static let lately: Int32 = 92

    /// What is odd about the rows of all times, of the kinds that a scored period keeps: it is seen before anything is published.
    ///
    /// - Parameter faulty: relations to leave alone.
    func oddities(for templates: [Template], sparing faulty: Set<String>) async throws -> [SourceCheck.Finding] {
        let measures = templates.flatMap(\.measuredIndicators).compactMap(\.measure)
        let known = Set(KnownColumn.all.map(\.relation)).union(measures.map(\.from)).subtracting(faulty)
        let words = templates.askedWords(in: catalog)
        var findings: [SourceCheck.Finding] = []
        var found = faulty.contains("employee") ? [] : try await unmatchedPosts(for: templates)
        for relation in known.subtracting(["employee"]).sorted().compactMap({ catalog.relations[$0] })
        where relation.readable("employee_id") != nil {
            if !faulty.contains("employee"), let strangers = try await strangers(in: relation) {
                found.append(strangers)
            }
            found += naive(relation)
            let times = times(of: relation, in: measures)
            let checked = measures.filter { $0.from == relation.name }.compactMap {
                try? CheckedMeasure.check(MeasureDefinition($0), in: catalog).get()
            }
            guard let look = RelationLook(relation, by: checked, else: times, schema: schema, isNamed: false) else {
                continue
            }
            let (odd, unlooked) = try await oddities(in: look, asking: words[relation.name] ?? [])
            found += odd
            if let unlooked { findings.append(Self.finding(that: unlooked, of: relation.name)) }
        }
        // That of each column is said already.
        findings += found.filter { !$0.finding.hasSuffix(TimeOrder.words) }.map { finding in
            let ids = finding.ids.isEmpty ? "" : ": \(finding.ids.map { "\"\($0)\"" }.joined(separator: ", "))"
            return SourceCheck.Finding(
                relation: finding.relation, isFault: false,
                finding: "\(finding.kind.rawValue): \(finding.finding)\(ids)", advice: finding.advice)
        }
        return findings
    }

    private static func finding(that unlooked: Unlooked, of relation: String) -> SourceCheck.Finding {
        .init(
            relation: relation, isFault: false,
            finding: "the rows of \(relation) were not looked at: \(unlooked.words)",
            advice:
                "they are measured all the same; what is odd about them nobody will say: look at them where they stand")
    }

    /// What places rows, whatever is measured of them: of tickets that are open still, the time when they were opened.
    private func times(of relation: SourceRelation, in measures: [Measure]) -> [String] {
        let all = relation.name == TimeOrder.relation ? [TimeOrder.first, "resolved_at", "closed_at"] : []
        let there = all.filter { relation.readable($0) != nil }
        return there.isEmpty ? [time(of: relation, in: measures)].compactMap(\.self) : there
    }

    /// Times that are kept without a zone: help desks keep UTC that way, and it is read as the period's.
    private func naive(_ relation: SourceRelation) -> [DataFinding] {
        let columns = KnownColumn.all.filter { known in
            known.relation == relation.name && known.use == .time && relation.readable(known.name)?.type == .timestamp
        }.map(\.name)
        guard !columns.isEmpty else { return [] }
        let names = columns.sorted().joined(separator: ", ")
        return [
            DataFinding(
                .type, of: relation.name, "times without a zone: \(names); they are read as times of the period's zone",
                "where they are kept in UTC, say so in the view: \(columns.sorted()[0]) at time zone 'UTC'")
        ]
    }

    /// Of all rows where that is soon done, else of those of a month.
    private func oddities(
        in look: RelationLook, asking words: [AskedWords]
    ) async throws -> (findings: [DataFinding], unlooked: Unlooked?) {
        let today = try await connection.query("select ($1 at time zone 'UTC')::date", cutoff).one()
            .decode(PostgresDate.self)
        let month: Int64 = 31 * 86_400 * 1_000_000
        let starts: [(PostgresTimestamp, PostgresDate)] = [
            (PostgresTimestamp(microseconds: .min), .negativeInfinity),
            (PostgresTimestamp(microseconds: cutoff.microseconds - month), PostgresDate(days: today.days - 31)),
        ]
        var last: Unlooked?
        for (instant, day) in starts {
            let (findings, unlooked) = try await self.findings(
                of: look, named: nil,
                within: [instant, PostgresTimestamp.infinity, day, PostgresDate.infinity, "UTC"],
                days: max(day.days, today.days - Self.lately)..<today.days, daysOff: [], since: .infinity, asking: words
            )
            guard let unlooked else { return (findings, nil) }
            last = unlooked
        }
        return ([], last)
    }

    /// Rows of ids that `employee` does not have; nil where there are none, or that takes long.
    private func strangers(in relation: SourceRelation) async throws -> DataFinding? {
        guard let employee = catalog.relations["employee"], employee.readable("employee_id") != nil else { return nil }
        let rows = """
            select employee_id::text collate "C" as id, count(*) as rows
            from \(quoted(schema)).\(quoted(relation.name))
            where employee_id is not null
            group by 1
            """
        let people =
            "select employee_id::text collate \"C\" from \(quoted(schema)).employee where employee_id is not null"
        let isCheap = try await glimpse {
            try await self.isCheap("select from (\(rows)) person where id not in (\(people))", [])
        }
        guard isCheap ?? false else { return nil }
        return try await glimpse { () -> DataFinding? in
            let (all, ids) = try await connection.query(
                "select coalesce(sum(rows), 0)::bigint, count(*) from (\(rows)) person"
            ).one().decode(Int64.self, Int64.self)
            let unnamed = try await connection.query(
                "select id, rows from (\(rows)) person where id not in (\(people)) order by rows desc, id limit \(Self.mostIDs)"
            ).decode(String.self, Int64.self)
            guard !unnamed.isEmpty else { return nil }
            let names = try await connection.query("\(people) limit \(Measured.mostNames + 1)").decode(String.self)
            let found = Measured.Strangers(
                relation: relation.name, rows: all, named: Int(ids),
                ids: Dictionary(unnamed.map { (EmployeeKey($0), $1) }, uniquingKeysWith: +))
            return found.finding(unnamed: unnamed.map(\.0), known: Set(names.map { EmployeeKey($0) }))
        }
    }
}
