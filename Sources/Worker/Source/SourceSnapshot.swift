import Appraisal
package import Measures
package import Postgres
import Statistics
import Store

/// One consistent state of the source.
package struct SourceSnapshot {
    let connection: PostgresConnection
    let schema: String
    package let catalog: SourceCatalog
    let instant: SourceInstant
    /// Is told which relation is being read, where that takes longer than a moment.
    var tell: @Sendable (String?) async -> Void = { _ in }

    package var cutoff: PostgresTimestamp { instant.cutoff }

    /// Takes the locks that reading these relations takes, before much time is spent on the first of them.
    ///
    /// What nobody replaces until then, nobody replaces until all is read: a reading does not lose every race against a table that
    /// is rewritten again and again.
    func hold(_ relations: [String]) async throws {
        for relation in relations where catalog.relations[relation] != nil {
            try await reading(relation) {
                // Planning locks all that lies behind it, and reads no row.
                _ = try await connection.execute("explain select from \(quoted(schema)).\(quoted(relation))")
            }
        }
    }

    /// The relation that says who works here.
    func people() throws -> SourceRelation {
        guard let relation = catalog.relations["employee"] else {
            throw SourceFault(
                catalog.absence ?? """
                    the source has no relation \(schema).employee; create it as a table or a view over the help desk's own tables (merit \
                    source check shows what is there)
                    """)
        }
        return relation
    }

    /// Assignments that touch these days, in the byte order of the employees' ids.
    func assignments(in span: Span) async throws -> RowSpool {
        let relation = try people()
        for column in ["employee_id", "name", "post", "department"] where relation.column(column) == nil {
            throw SourceFault("\(schema).employee has no column \(column); add it to the view")
        }
        let missing = ["supervisor_id", "employed_from", "employed_to"].filter { relation.column($0) == nil }
        let sql = missing.reduce(qualified(Statements.employees, "employee")) { sql, column in
            sql.replacing("employee.\(column)", with: "null")
        }
        return try await reading("employee") {
            try await connection.spool(sql, parameters: [span.startsOn, span.dayAfter])
        }
    }

    /// Supervisors who have left by today, or by the end of a span that goes on; none where the source does not say.
    func goneSupervisors(since span: Span) async throws -> [String] {
        guard let relation = catalog.relations["employee"],
            ["supervisor_id", "employed_to"].allSatisfy({ relation.column($0) != nil })
        else { return [] }
        let sql = qualified(Statements.goneSupervisors, "employee")
        return try await reading("employee") {
            try await connection.query(sql, span.endsOn).decode(String.self)
        }
    }

    /// Days of leave in the byte order of the employees' ids, and what part of each; none where the source keeps no attendance.
    func leaveDays(in span: Span) async throws -> RowSpool {
        guard let relation = catalog.relations["attendance"],
            ["employee_id", "day", "kind"].allSatisfy({ relation.column($0) != nil })
        else { return RowSpool() }
        let all = qualified(Statements.leaveDays, "attendance")
        let isKept = relation.column("portion") != nil && !relation.spared.contains("portion")
        let sql = isKept ? all : all.replacing("attendance.portion", with: "null")
        return try await reading("attendance") {
            try await connection.spool(sql, parameters: [span.startsOn, span.dayAfter])
        }
    }

    /// What a statement says of each person it names.
    func answer(
        to statement: RelationStatement, named ids: [String]?, leavingOut excluded: [String]? = nil,
        takingIn taken: [String]? = nil, in span: Span
    ) async throws -> RowSpool {
        let parameters: [(any PostgresEncodable)?] =
            span.bounds + (ids.map { [statement.relation.named($0)] } ?? []) + (excluded.map { [$0] } ?? [])
            + (taken.map { [$0] } ?? []) + statement.arguments.map(\.encodable)
        return try await reading(statement.relation.name, measuring: (statement, ids, span.bounds)) {
            try await connection.spool(statement.sql, parameters: parameters)
        }
    }

    /// What a statement of one measure says of one person, or of everything; nil where it says nothing.
    func fact(
        of statement: RelationStatement, named ids: [String]?, leavingOut excluded: [String]? = nil,
        takingIn taken: [String]? = nil, in span: Span
    ) async throws -> Fact? {
        var reader = try await answer(to: statement, named: ids, leavingOut: excluded, takingIn: taken, in: span)
            .reader()
        guard try reader.advance() else { return nil }
        return try reader.row { row in
            _ = try row.next(String.self)
            return try statement.facts(in: &row).first
        }
    }

    /// The rows of one measure by kind of work, of one person or of everything.
    func cells(
        of statement: RelationStatement, named ids: [String]?, leavingOut excluded: [String]? = nil,
        takingIn taken: [String]? = nil, in span: Span
    ) async throws -> [CellSum] {
        var sums: [[CellSum]] = [[]]
        var reader = try await answer(to: statement, named: ids, leavingOut: excluded, takingIn: taken, in: span)
            .reader()
        while try reader.advance() {
            try reader.row { row in
                _ = try row.next(String.self)
                try statement.add(&row, to: &sums)
            }
        }
        return sums[0]
    }

    /// Says which relation an error is about.
    ///
    /// - Throws: ``FailedReading`` where a row is to blame, so that it can be looked for.
    func reading<Value: Sendable>(
        _ relation: String,
        measuring: (statement: RelationStatement, people: [String]?, bounds: [(any PostgresEncodable)?])? = nil,
        _ body: () async throws -> Value
    ) async throws -> Value {
        async let _ = tellLater("\(schema).\(relation)")
        do {
            return try await body()
        } catch let error as PostgresError {
            var named = error
            named.message = "\(schema).\(relation): \(error.message)"
            guard named.isFaultOfRow else { throw named }
            throw FailedReading(error: named, relation: relation, measured: measuring)
        }
    }

    /// Has the server compile nothing from now on, where working time is looked up.
    ///
    /// A tree of some hundred comparisons takes longer to compile than a million rows take by it: over 1,000,000 tickets the statement took 7.9 s
    /// with code that was compiled, and 1.4 s without; that of the time that passed takes 0.9 s.
    func compileNothing(for working: WorkingTimes?) async throws {
        guard working != nil else { return }
        try await connection.execute("set local jit = off")
    }

    private func tellLater(_ relation: String) async {
        guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        await tell(relation)
    }

    /// The statement with the relation's real schema.
    func qualified(_ sql: String, _ relation: String) -> String {
        sql.replacing("merit_source.\(relation)", with: "\(quoted(schema)).\(relation)")
    }
}

extension Span {
    /// The first five parameters of every statement on the source: first instant, first after, first day, day after the last,
    /// time zone.
    var bounds: [(any PostgresEncodable)?] {
        [start, end, startsOn, dayAfter, timeZone]
    }
}

extension StatementArgument {
    /// As the server is sent it.
    package var encodable: any PostgresEncodable {
        switch self {
        case .text(let text): text
        case .employees(let ids): ids
        case .instants(let instants): instants.map { PostgresTimestamp(microseconds: $0) }
        case .minutes(let minutes): minutes
        }
    }
}
