import Postgres
import Support
import Testing

/// What supervisors agree on in a round of calibration is scored as any other evaluation is.
@Suite(.database(.sourced)) struct CalibrationRevisionTests {
    private func act(_ person: String, _ sql: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "round_portal") { connection in
            try await connection.script("begin; select merit.act_for('\(person)'); \(sql); commit")
        }
    }

    @Test func whatIsAgreedOnIsARevision() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                do $$ begin
                    create role round_portal login in role merit_person;
                exception when duplicate_object or unique_violation then null;
                end $$;
                insert into merit.application (role_name) values ('round_portal');
                insert into merit.officer (employee_id, duty) values ('olga', 'hr');
                update merit.setting set value = '0' where name = 'quiet_seconds';
                update merit_source.employee set supervisor_id = case employee_id when 'ann' then 'boss' else 'chief' end;
                """)
        }
        try await database.work()
        try await act(
            "olga",
            "select merit_api.open_calibration('2026-09', '{ann,bob}', '{boss,chief}', now() + interval '1 day', 'September')"
        )
        for rater in ["boss", "chief"] {
            for person in ["ann", "bob"] {
                try await act(rater, "select merit_api.rate_again(1, '\(person)', 'manner', 30)")
            }
        }
        // A round alone moves nothing.
        try await database.work()
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")
        try await act("boss", "select merit_api.agree(1, 'ann', 'manner', 30, 'seen by both')")
        try await database.work()
        #expect(try await database.line(SmallCompany.totals) == "ann 2 scored 67.50 B -\nbob 1 scored 45.00 B -")
        #expect(
            try await database.line(
                "select (changed -> 'indicators' -> 'manner' ->> 'supervisor_points' is not null)::text from merit.current_result where employee_id = 'ann'"
            ) == "true")
    }
}
