import Postgres
import Schema
import Store
import Support
import Testing

/// Workers of version 0.1 go on where the schema is the newest.
@Suite(.database(.empty)) struct EarlierWorkerTests {
    private func upgraded() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await Earlier.fill(database, version: Earlier.first)
        _ = try await database.withConnection { try await Migrator().migrate($0) }
        return database
    }

    @Test func everyStatementOfItsIsStillUnderstood() async throws {
        let statements = try Earlier.statements
        #expect(statements.count > 80)
        try await upgraded().withConnection(user: "merit_owner") { connection in
            for statement in statements {
                do {
                    try await connection.script("prepare \(statement.name) as \(statement.preparable)")
                } catch let error as PostgresError {
                    Issue.record("\(statement.name): \(error)")
                }
            }
        }
    }

    /// A late evaluation of August is scored by the statements of version 0.1, in the order in which it sends them.
    @Test func itScoresAMonth() async throws {
        let database = try await upgraded()
        try await database.run(
            "update merit.job set run_at = now() where kind = 'score_period' and subject_id = 2 and state = 'available'"
        )
        try await database.withConnection(user: "merit_worker") { connection in
            for statement in try Earlier.statements {
                try await connection.script("prepare \(statement.name) as \(statement.preparable)")
            }
            let (worker, isAlive) = try await connection.query("execute register_worker('desk', 4713, '0.1', true)")
                .one()
                .decode(Int.self, Bool.self)
            #expect(isAlive)
            for _ in 1...11 { _ = try await connection.query("execute perform_duty(\(worker))") }
            let (job, subject, token) =
                try await connection.query(
                    "execute claim_jobs(\(worker), '{score_period,check_template}', 4)"
                ).map { row in
                    let (job, _, subject, _, _, _, token, _) = try row.decode(
                        Int.self, String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Bool.self)
                    return (job, subject, token)
                }.first { $0.1 == 2 } ?? (0, 0, 0)
            #expect(subject == 2, "August is due")
            try await connection.script("begin")
            #expect(try await connection.query("execute record_backend(\(job), \(token), pg_backend_pid())").count == 1)
            #expect(try await connection.query("execute record_progress(\(job), \(token), '{}')").count == 1)
            #expect(
                try await connection.query("execute heartbeat(\(worker), '{\(job)}', '{\(token)}', '{false}')").isEmpty,
                "nothing is to stop")
            #expect(try await connection.query("execute load_unseen(2)").count == 2)
            #expect(try await connection.query("execute load_evaluations(2, '{e7,e8}')").count == 7)
            let run = try await connection.query(
                """
                execute insert_run(2, 4, 'partial', \(job), 1, \(worker), '0.1', '{desk@2}', now(), 1, 1, 0, 0, 1, 7, 0, '{}', '{}')
                """
            ).one().decode(Int.self)
            try await connection.script(
                """
                execute insert_measure_factors(\(run), '{desk}', '{response}', '{1}', '{3600}');
                insert into merit.result (revision, run_id, period_id, employee_id, template_code, template_version, days_employed, days_on_leave,
                    status, total, grade, coefficient, near_cut, department)
                values (4, \(run), 2, 'e7', 'desk', 2, 31, 0, 'scored', 99, 'A', 1.2, false, 'East');
                insert into merit.indicator_score (revision, period_id, employee_id, dimension, indicator, kind, state, points, max_points)
                values (4, 2, 'e7', 'speed', 'response', 'measured', 'scored', 9.5, 10);
                execute write_tasks(2, '{e7}', '{e7}', '{manner}', '{1}', '{t}', '{t}', '{r}', '{r}', '{null}', '{null}', '{warm}', '{2}', '{5}',
                    '{1}', '{boss}', '{"{}"}');
                execute propose_outcomes(2, '{e7}', '{e7}', '{talent_pool}', '{Grade A}', '{等级 A}');
                execute judge_tasks(2, '{e7}');
                execute link_tasks(2, '{e7}');
                execute mark_evaluations('{}', '{}', '{}');
                execute update_scored_period(2, 4, true);
                delete from merit.unseen where period_id = 2;
                """)
            #expect(try await connection.query("execute complete_job(\(job), \(token))").count == 1)
            try await connection.script("commit")
        }
        #expect(
            try await database.line("select status, revision::text from merit.appraisal_period where period_id = 2")
                == "scored 4")
        #expect(
            try await database.line(
                "select revision::text, rank_in_department::text from merit.current_result where period_id = 2 and employee_id = 'e7'"
            )
                == "4 1")
        #expect(try await database.differences(WorkedOut.peers, WorkedOut.keptPeers) == [])
        #expect(try await database.differences(WorkedOut.newest, WorkedOut.keptNewest) == [])
    }
}

extension Earlier.Statement {
    /// The statement as PREPARE takes it, which has no COPY: what one names is looked up all the same.
    fileprivate var preparable: String {
        guard let copy = sql.firstMatch(of: /copy (?<table>[a-z_.]+) \((?<columns>[^)]+)\)\nfrom stdin/) else {
            return sql
        }
        return "select \(copy.columns) from \(copy.table)"
    }
}
