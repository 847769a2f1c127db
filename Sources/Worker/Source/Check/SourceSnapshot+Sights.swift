import Appraisal
import Measures
import Postgres

extension SourceSnapshot {
    /// How long the rows of one relation may be counted.
    private static let patience = 5

    /// How many rows there are of whom, and of when, in each relation that Merit knows or these templates measure.
    ///
    /// - Parameter faulty: relations to leave alone.
    func sights(for templates: [Template], sparing faulty: Set<String>) async throws -> [SourceCheck.Sight] {
        let measures = templates.flatMap(\.measuredIndicators).compactMap(\.measure)
        let known = Set(KnownColumn.all.map(\.relation)).union(measures.map(\.from))
        var sights: [SourceCheck.Sight] = []
        for name in known.subtracting(faulty).sorted() {
            guard let relation = catalog.relations[name], isThere("employee_id", in: relation) else { continue }
            let words =
                name == "employee"
                ? try await people(of: relation)
                : try await rows(of: relation, at: time(of: relation, in: measures))
            if let words { sights.append(.init(relation: name, words: words)) }
        }
        return sights
    }

    private func isThere(_ column: String, in relation: SourceRelation) -> Bool {
        relation.column(column) != nil && !relation.spared.contains(column)
    }

    /// The column that the first template places rows by, else the first that says when.
    func time(of relation: SourceRelation, in measures: [Measure]) -> String? {
        ([measures.first { $0.from == relation.name }?.at].compactMap(\.self) + relation.columns.map(\.name)).first {
            guard isThere($0, in: relation), let column = relation.column($0) else { return false }
            return KnownColumn.Use.time.takes(column.type)
        }
    }

    private func people(of employee: SourceRelation) async throws -> String? {
        func here(_ column: String) -> String { isThere(column, in: employee) ? quoted(column) : "null" }
        let sql = """
            select count(*), count(distinct employee_id::text collate "C"), count(distinct \(here("department"))::text),
                count(distinct employee_id::text collate "C") filter (
                    where coalesce(\(here("employed_from"))::date <= current_date, true)
                        and coalesce(\(here("employed_to"))::date >= current_date, true))
            from \(quoted(schema)).employee
            """
        return try await seen("employee") {
            let (rows, people, departments, present) = try await connection.query(sql).one()
                .decode(Int64.self, Int64.self, Int64.self, Int64.self)
            guard rows > 0 else { return "no rows" }
            return """
                \(Self.count(rows, "row", "rows")) of \(Self.count(people, "person", "people")) in \
                \(Self.count(departments, "department", "departments")), \(present) of them employed today
                """
        }
    }

    /// - Parameter at: the column that says when; nil: none does.
    private func rows(of relation: SourceRelation, at: String?) async throws -> String? {
        let time = at.map { quoted($0) } ?? "null::date"
        let people = catalog.relations["employee"].map { isThere("employee_id", in: $0) } ?? false
        let known =
            people ? "id in (select employee_id::text collate \"C\" from \(quoted(schema)).employee)" : "false"
        let sql = """
            select coalesce(sum(rows), 0)::bigint, count(id), count(*) filter (where \(known)),
                coalesce(sum(rows) filter (where id is null), 0)::bigint, min(first)::date::text, max(last)::date::text
            from (
                select employee_id::text collate "C" as id, count(*) as rows, min(\(time)) as first, max(\(time)) as last
                from \(quoted(schema)).\(quoted(relation.name))
                group by 1
            ) person
            """
        return try await seen(relation.name) {
            let (rows, ids, matched, strays, first, last) = try await connection.query(sql).one()
                .decode(Int64.self, Int64.self, Int64.self, Int64.self, String?.self, String?.self)
            guard rows > 0 else { return "no rows" }
            var words = "\(Self.count(rows, "row", "rows")) of \(Self.count(ids, "person", "people"))"
            if people { words += ", \(matched == ids ? "all" : "\(matched)") of them in employee" }
            if strays > 0 { words += ", \(strays) of nobody" }
            if let at, let first, let last { words += "; \(at) from \(first) to \(last)" }
            return words
        }
    }

    /// Nil where the server refuses: what is wrong is a finding's to say.
    private func seen(_ relation: String, _ body: () async throws -> String) async throws -> String? {
        try await connection.script("savepoint seeing")
        try await connection.limit(locks: .seconds(2), statements: .seconds(Self.patience))
        let words: String?
        do {
            words = try await body()
        } catch let error as PostgresError where error.code == .server {
            words = error.sqlState == "57014" ? "more rows than can be counted within \(Self.patience)s" : nil
        }
        try await connection.script("rollback to savepoint seeing; release savepoint seeing")
        return words
    }

    private static func count(_ number: Int64, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}
