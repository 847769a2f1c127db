import Postgres
import Support
import Testing

/// Input that nobody plans for: defined results, no crash.
@Suite(.database(.sourced)) struct OddInputTests {
    @Test func noEmployeesAtAll() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 0 -")
        #expect(try await database.line("select people::text from merit.run") == "0")
    }

    @Test func noTicketsNoSurveysNothing() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { try await SmallCompany.hire(["ann"], in: $0) }
        try await database.publish(shipped: "after-sales")
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        #expect(
            try await database.line(SmallCompany.totals) == """
                ann 1 incomplete - - no supervisor evaluation
                """)
        #expect(
            try await database.line(
                "select indicator, state, points::text from merit.indicator_score where kind = 'measured' order by 1")
                    == """
                    attendance no_data -
                    compliance scored 5.00
                    repair_success no_data -
                    repair_time no_data -
                    response_time no_data -
                    satisfaction no_data -
                    task_timeliness no_data -
                    ticket_volume no_data -
                    """)
    }

    @Test func nullsEverywhere() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id) values ('ann'), (null);
                insert into merit_source.ticket (employee_id) values ('ann'), (null);
                insert into merit_source.ticket (closed_at) values ('2026-09-10');
                insert into merit_source.ticket (employee_id, closed_at) values ('ann', '2026-09-10'), (null, '2026-09-10');
                insert into merit_source.nps_response (employee_id, responded_at) values ('ann', '2026-09-10');
                insert into merit_source.attendance (employee_id) values ('ann');
                """)
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 50, in: database)
        try await database.work()
        #expect(
            try await database.line(SmallCompany.totals)
                == "ann 1 incomplete - - 50.00% of the weight could be scored, 60% is needed")
        #expect(
            try await database.line("select state, sample::text from merit.indicator_score where indicator = 'solved'")
                == "no_data 0")
    }

    @Test func textsThatDifferOnlyToTheServerDiffer() async throws {
        let database = try TestDatabase.current
        _ = try await database.withConnection {
            try await $0.script(
                """
                create collation small_is_large (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                alter table merit_source.ticket alter status type text collate small_is_large;
                """)
        }
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit_source.ticket set status = 'Resolved' where ticket_id = 'ann 1'")
        try await database.work()
        // ann: 50% of 50 = 25.00, rated 40.
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 65.00 B -\nbob 1 scored 45.00 B -")
    }

    static let ids = [
        "O'Hara \"the\" boss", " leading and trailing ", "客服-王伟", String(repeating: "长", count: 200), "a\\b",
        "%s; drop",
        "caf\u{E9}", "cafe\u{301}",
    ]

    @Test func idsOfAllKinds() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(Self.ids, in: connection)
            for (count, id) in Self.ids.enumerated() {
                let failed = [String](repeating: "failed", count: count)
                try await SmallCompany.close(["resolved"] + failed, by: id, in: connection)
            }
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        for id in Self.ids { try await SmallCompany.rate(id, 50, in: database) }
        try await database.work()
        let scores = try await database.withConnection { connection in
            try await connection.query(
                "select employee_id, sample from merit.indicator_score where indicator = 'solved'"
            )
            .decode(String.self, Int64.self)
        }
        #expect(scores.count == Self.ids.count)
        for (count, id) in Self.ids.enumerated() {
            #expect(scores.contains { Array($0.0.utf8) == Array(id.utf8) && $0.1 == Int64(count + 1) }, "\(id)")
        }
    }

    @Test func aMillionTicketsOfOnePerson() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann"], in: connection)
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, closed_at, status)
                select n, 'ann', '2026-09-10', case when n % 3 = 0 then 'failed' else 'resolved' end
                from generate_series(1, 1000000) n
                """)
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 50, in: database)
        try await database.work()
        #expect(
            try await database.line(
                "select value::text, sample::text from merit.indicator_score where indicator = 'solved'")
                == "66.666700 1000000")
    }

    @Test(arguments: ["bigint", "uuid", "integer", "character varying(80)"])
    func employeeIDsOfOtherTypes(_ type: String) async throws {
        let database = try TestDatabase.current
        let id = type == "uuid" ? "00000000-0000-0000-0000-00000000002a" : "42"
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit_source.employee alter employee_id type \(type) using null;
                alter table merit_source.ticket alter employee_id type \(type) using null;
                insert into merit_source.employee (employee_id, name, department) values ('\(id)', 'n', 'service');
                insert into merit_source.ticket (employee_id, closed_at, status) values ('\(id)', '2026-09-10', 'resolved');
                """)
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", department: "service")
        try await SmallCompany.rate(id, 50, in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.totals) == "\(id) 1 scored 100.00 A -")
    }
}
