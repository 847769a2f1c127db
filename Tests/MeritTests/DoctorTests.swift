import Foundation
import Postgres
import Support
import Testing

/// Each thing an operator would look at, found and with what to do; nothing where all is well.
@Suite(.database(.running)) struct DoctorTests {
    /// What doctor says while a worker is alive: areas that are not ok, each with state and finding; and its exit status.
    private func consult(
        after damage: String = "select", as user: String = "merit_worker"
    ) async throws -> (status: Int32, findings: [[String]]) {
        let database = try TestDatabase.current
        try await database.withConnection { try await $0.script(damage) }
        let outcome = try await Program.run(
            ["doctor", "--format", "json"], database: try database.configuration(user: user))
        let rows = try JSONDecoder().decode([[String: String?]].self, from: Data(outcome.output.utf8)).map { row in
            ["area", "state", "finding", "what to do"].map { (row[$0] ?? nil) ?? "" }
        }
        return (outcome.status, rows.filter { $0[1] != "ok" })
    }

    /// A session that holds a worker's lock, as a worker's control connection does.
    private func withWorker<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await TestDatabase.current.withConnection(user: "merit_worker") { worker in
            try await worker.script(
                """
                with session as (
                    insert into merit.worker_session (host, process_id, version, backend_id, locked)
                    values ('test', 1, '1.0', pg_backend_pid(), true) returning worker_id
                )
                select pg_advisory_lock('merit.worker'::regclass::oid::integer, worker_id) from session
                """)
            return try await body()
        }
    }

    @Test func nothingIsFoundWhereAllIsWell() async throws {
        let (status, findings) = try await withWorker { try await consult() }
        #expect(findings == [])
        #expect(status == 0)
    }

    /// Whoever writes `europe/berlin` means the zone that the server calls Europe/Berlin.
    @Test(arguments: ["europe/berlin", "ASIA/SHANGHAI", "utc", "Etc/gmt-8", "America/argentina/buenos_aires"])
    func zonesInAnotherCaseAreZones(zone: String) async throws {
        let (status, findings) = try await withWorker {
            try await consult(
                after: """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
                    values ('p', '2020-01-01', '2020-01-31', '\(zone)', '2100-01-01')
                    """)
        }
        #expect(findings == [])
        #expect(status == 0)
    }

    @Test func anApplicationThatMayReadEverythingIsNamed() async throws {
        let login = "desk_\(try TestDatabase.current.name)"
        let (_, findings) = try await withWorker {
            try await consult(
                after: """
                    create role \(login) login in role merit_person;
                    insert into merit.application (role_name) values ('\(login)');
                    grant merit_hr to \(login)
                    """)
        }
        #expect(
            findings == [
                [
                    "rights", "advice", "the application \(login) may read schema merit itself, whomever it acts for",
                    "give it merit_person and nothing else: docs/people.md",
                ]
            ])
        try await TestDatabase.current.withConnection { try await $0.script("drop role \(login)") }
    }

    /// What should be deleted and is not, because nobody has performed the duty for a week.
    @Test func whatIsKeptTooLongIsNamed() async throws {
        let (_, findings) = try await withWorker {
            try await consult(
                after: """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
                    values ('p', '2020-01-01', '2020-01-31', 'UTC', '2100-01-01');
                    insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
                    select period_id, 'E1', 'nps_response', 'T-1', 9, 'quick', '' from merit.appraisal_period where label = 'p';
                    update merit.setting set value = '12' where name = 'words_months';
                    """)
        }
        #expect(
            findings == [
                [
                    "privacy", "fault", "1 comments of customers are older than words_months says",
                    "the duty delete_words deletes them: see merit.duty.last_error",
                ]
            ])
    }

    /// A role that was made again is somebody else's.
    @Test func aLoginThatIsAnotherRoleIsNamed() async throws {
        let login = "again_\(try TestDatabase.current.name)"
        let (status, findings) = try await withWorker {
            try await consult(
                after: """
                    create role \(login) login in role merit_person;
                    insert into merit.login (role_name, employee_id) values ('\(login)', 'E1');
                    drop role \(login); create role \(login) login in role merit_person
                    """)
        }
        #expect(status == 3)
        #expect(
            findings == [
                [
                    "rights", "fault",
                    "the role \(login) is another one than stands in merit.login, so whoever logs in by it is nobody",
                    "if it is still theirs: update merit.login set role_name = role_name where role_name = '\(login)'; else delete the row",
                ]
            ])
        try await TestDatabase.current.withConnection { try await $0.script("drop role \(login)") }
    }

    @Test func aMissingWorkerIsAFault() async throws {
        let (status, findings) = try await consult()
        #expect(findings == [["queue", "fault", "no worker is alive", "start one: merit worker"]])
        #expect(status == 3)
    }

    @Test(arguments: [
        (
            "select merit.pause('*', 'disk is full')", "queue", "advice", "all jobs are paused by postgres",
            "merit jobs resume"
        ),
        (
            "update merit.duty set last_error = 'no room' where name = 'prune'",
            "queue", "fault", "the duty prune failed: no room", "tried again by itself"
        ),
        (
            "update merit.duty set next_due_at = now() - interval '1 hour' where name = 'sweep'",
            "queue", "fault", "the duty sweep has been due for 01:00:", "pg_locks"
        ),
        (
            """
            insert into merit.job (kind, subject_id, max_attempts, state, last_error, finished_at)
            values ('review_quarter', 7, 5, 'failed', 'nothing is scored', now())
            """,
            "queue", "fault", "job 1 (review_quarter 7) failed: nothing is scored", "merit jobs retry 1"
        ),
        (
            "insert into merit.job (kind, subject_id, max_attempts, run_at) values ('review_quarter', 7, 5, now() - interval '1 hour')",
            "queue", "fault", "job 1 (review_quarter 7) has been due for 01:00:", "merit jobs workers"
        ),
        (
            """
            insert into merit.job (kind, subject_id, max_attempts, state, lease_token, lease_expires_at)
            values ('review_quarter', 7, 5, 'running', 1, now() - interval '1 hour')
            """,
            "queue", "fault", "job 1 (review_quarter 7) runs without a lease since", "merit jobs workers"
        ),
        (
            "alter table merit_source.employee rename to staff",
            "source", "fault", "there is no relation merit_source.employee", "merit source install"
        ),
        (
            "alter schema merit_source rename to elsewhere",
            "source", "fault", "no schema merit_source in this database", "--source-database (MERIT_SOURCE_URL)"
        ),
        (
            "alter table merit_source.ticket drop column resolved_at",
            "source", "fault", "resolved_at", "change the template"
        ),
        (
            "revoke select on merit_source.ticket from merit_reader",
            "source", "fault", "merit_reader may not read merit_source.ticket", "GRANT SELECT"
        ),
        (
            "update merit.template set status = 'retired'",
            "templates", "fault", "no template is published", "merit template apply"
        ),
        (
            """
            alter table merit_source.ticket rename to old;
            create table merit_source.ticket (like merit_source.old);
            drop table merit_source.old;
            grant select on merit_source.ticket to merit_reader;
            insert into merit_source.ticket (ticket_id, employee_id, resolved_at)
            select n::text, 'e', now() - n * interval '20 minutes' from generate_series(1, 200000) n;
            analyze merit_source.ticket
            """,
            "indexes", "advice", "has no usable index", "CREATE INDEX ON merit_source.ticket"
        ),
        (
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
            values ('p', '2020-01-01', '2020-01-31', 'UTC', '2100-01-01');
            insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'e', 'self', 1);
            update merit.evaluation set problem = 'unknown person'
            """,
            "evaluations", "advice", "period \"p\": 1 evaluations were left out, such as: unknown person",
            "period_id = 1"
        ),
        (
            """
            set session_replication_role = replica;
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, kind, score_after)
            values ('p', '2020-01-01', '2020-01-31', 'Atlantis/Sunken', 'month', '2100-01-01')
            """,
            "time zones", "fault", "the server does not know the time zone Atlantis/Sunken of period", "tzdata"
        ),
        (
            "set session_replication_role = replica; update merit.setting set value = '3' where name = 'lease_seconds'",
            "queue", "fault", "the setting lease_seconds is 3; it is a whole number from 15 to 3600",
            "update merit.setting set value = … where name = 'lease_seconds'"
        ),
        (
            "set session_replication_role = replica; update merit.setting set value = '13' where name = 'first_quarter_month'",
            "queue", "fault", "the setting first_quarter_month is 13; it is a whole number from 1 to 12",
            "where name = 'first_quarter_month'"
        ),
        (
            "grant create on schema public to public",
            "rights", "advice", "everybody may create functions in schema public",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
        ),
        (
            "update pg_index set indisvalid = false where indexrelid = 'merit.job_over'::regclass",
            "indexes", "fault", "the index merit.job_over is not valid", "REINDEX INDEX merit.job_over"
        ),
    ])
    func eachFaultIsFoundWithWhatToDo(
        damage: String, area: String, state: String, finding: String, advice: String
    ) async throws {
        let (status, findings) = try await withWorker { try await consult(after: damage) }
        #expect(
            findings.contains { $0[0] == area && $0[1] == state && $0[2].contains(finding) && $0[3].contains(advice) },
            "\(findings)")
        #expect(Set(findings.map { $0[0] }) == [area], "nothing else is found: \(findings)")
        #expect(status == 3)
    }

    @Test(arguments: [
        (
            "session_replication_role = replica",
            "session_replication_role is replica, set by ALTER ROLE merit_worker IN DATABASE"
        ),
        (
            "default_transaction_read_only = on",
            "the database is read-only: default_transaction_read_only is on, set by"
        ),
    ])
    func aSettingThatNobodyCanWorkUnderIsNamed(setting: String, finding: String) async throws {
        let database = try TestDatabase.current
        let (status, findings) = try await withWorker {
            try await consult(after: "alter role merit_worker in database \(database.name) set \(setting)")
        }
        #expect(findings.first?.prefix(2) == ["connection", "fault"])
        #expect(findings.first?[2].hasPrefix(finding) == true, "\(findings)")
        #expect(findings.first?[3].contains("ALTER ROLE merit_worker IN DATABASE \(database.name) RESET") == true)
        #expect(status == 3)
    }

    @Test func settingsThatMeritOverridesDoNoHarm() async throws {
        let name = try TestDatabase.current.name
        let (status, findings) = try await withWorker {
            try await consult(
                after: """
                    alter database \(name) set quote_all_identifiers = on; alter database \(name) set statement_timeout = '1s';
                    alter role merit_worker in database \(name) set lock_timeout = '1ms';
                    alter database \(name) set default_transaction_isolation = 'serializable'
                    """)
        }
        #expect(findings == [])
        #expect(status == 0)
    }

    @Test func whoIsNotTheWorkerLacksRights() async throws {
        let (status, findings) = try await withWorker { try await consult(as: "merit_hr") }
        #expect(findings.first?[0] == "rights", "\(findings)")
        // HR may not read the source either, and would see schema merit beside it.
        #expect(findings.contains { $0[0] == "rights" && $0[2].contains("read as merit_hr, which may also") })
        #expect(findings.filter { $0[0] != "rights" }.allSatisfy { $0[2].contains("merit_hr may not read") })
        #expect(findings.first?[2].contains("merit_hr lacks") == true)
        #expect(status == 3)
    }

    @Test(arguments: [
        ("postgres", "postgres is a superuser: what schema merit refuses to others it cannot refuse to postgres"),
        ("merit_owner", "merit_owner may act as the owner of schema merit, who can take away what refuses and records"),
    ])
    func whoMayDoEverythingIsTold(login: String, finding: String) async throws {
        let (status, findings) = try await withWorker { try await consult(as: login) }
        #expect(findings.contains { $0.prefix(3) == ["rights", "advice", finding] }, "\(findings)")
        #expect(
            findings.contains {
                $0[0] == "rights" && $0[2].hasPrefix("the source is read as ") && $0[2].contains("may do anything")
            }
                == (login == "postgres"))
        #expect(
            findings.contains {
                $0[0] == "rights"
                    && $0[2].contains("an owner of schema merit: code behind its views may change anything")
            }
                == (login == "merit_owner"))
        #expect(status == 3)
    }

    @Test func anOlderSchemaIsToBeMigrated() async throws {
        let (status, findings) = try await consult(
            after:
                "delete from merit.schema_migration where version = (select max(version) from merit.schema_migration)")
        #expect(findings.first?[0] == "version")
        #expect(findings.first?[2].contains("lacks 1 migration") == true)
        #expect(findings.dropFirst().allSatisfy { $0[1] == "not looked at" })
        #expect(status == 3)
    }

    @Test(arguments: [
        ("merit_source.ticket", "source", "merit_source.ticket is locked by somebody's open transaction"),
        ("merit.job", "queue", "somebody's open transaction locks a table of schema merit"),
    ])
    func whatIsLockedHoldsNobodyUp(table: String, area: String, finding: String) async throws {
        let (status, findings) = try await withWorker {
            try await TestDatabase.current.withConnection { holder in
                try await holder.script("begin; lock table \(table) in access exclusive mode")
                let outcome = try await consult()
                try await holder.script("rollback")
                return outcome
            }
        }
        #expect(findings.contains { $0[0] == area && $0[2] == finding }, "\(findings)")
        #expect(status == 3)
    }

    /// The code behind the source has the rights of the login that reads it.
    @Test func aReaderThatReachesSchemaMeritIsNamed() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                """
                create function public.credit(text) returns text language sql return $1;
                alter function public.credit owner to merit_hr;
                create view public.open_ticket as select ticket_id, public.credit(employee_id) as employee_id from merit_source.ticket;
                create view merit_source.call as select * from public.open_ticket;
                grant usage on schema merit_source to merit_worker;
                grant select on all tables in schema merit_source to merit_worker, merit_reader
                """)
        }
        let worker = try database.configuration(user: "merit_worker")
        let (apart, shared) = try await withWorker {
            let apart = try await Program.run(["doctor"], database: worker)
            return (apart, try await Program.run(["doctor", "--source-database", worker.conninfo], database: worker))
        }
        #expect(apart.status == 0, "\(apart.output)")
        #expect(
            apart.output.contains(
                "read as merit_reader, whose rights these functions behind it have: public.credit (of merit_hr)"))
        #expect(shared.status == 3)
        #expect(
            shared.output.contains(
                """
                the source is read as merit_worker, which may also use schema merit: code behind its views sees results and comments; \
                behind it are public.credit (of merit_hr)
                """), "\(shared.output)")
        #expect(shared.output.contains("MERIT_SOURCE_URL"))
    }

    @Test func anUnreachableSourceIsNamed() async throws {
        let outcome = try await withWorker {
            try await Program.run(
                ["doctor", "--source-database", "host=127.0.0.1 port=1"],
                database: try TestDatabase.current.configuration(user: "merit_worker"))
        }
        #expect(outcome.output.contains("the source cannot be reached"))
        #expect(outcome.status == 3)
    }

    @Test(arguments: [
        ("host=127.0.0.1 port=1 password=s3cret", "see that the server is up"),
        ("dbname=nowhere", "name a database and a role that are there"),
    ])
    func whyThereIsNoConnectionIsSaid(change: String, advice: String) async throws {
        let server = try await SharedServer.shared.configuration()
        let outcome = try await Program.run(
            ["doctor"],
            database: change.hasPrefix("host") ? try PostgresConfiguration(change) : try server.withDatabase("nowhere"))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains(advice), "\(outcome.output)")
        #expect(!outcome.output.contains("s3cret"))
    }
}

extension DatabaseTemplate {
    /// A schema, an empty source, a published template, and duties that were performed a moment ago, however long ago it was made.
    fileprivate static let running = DatabaseTemplate("running") { owner in
        try await DatabaseTemplate.sourced.prepare(owner)
        try await owner.publish(shipped: ["service-desk-measured"])
        try await owner.withConnection {
            try await $0.script("delete from merit.job; alter sequence merit.job_job_id_seq restart")
            try await $0.script("update merit.duty set next_due_at = clock_timestamp() + interval '1 day'")
        }
    }
}
