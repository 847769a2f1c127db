import Postgres
import Support
import Testing

/// What the views show of people against their peers.
@Suite(.database(.sourced)) struct StandingTests {
    /// ann is an A, bob an E, cy between them; each rates herself too but cy.
    private func scored() async throws -> Season {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id)
            values ('cy', 'Cy', 'desk', 'field', 'boss')
            """)
        try await season.hr(
            "insert into merit.training_course (code, indicator, title) values ('T1', 'solved', 'Printers')")
        try await season.score(1, ["ann": .good, "bob": .bad, "cy": .middling])
        try await season.rate("ann", 50, source: "self", comment: "more training", in: 1)
        try await season.rate("bob", 45, source: "self", comment: "a second screen", in: 1)
        try await season.hr(
            "update merit.evaluation set comment = 'listen' where employee_id = 'bob' and source = 'supervisor'")
        try await season.database.work()
        return season
    }

    /// Points of solved are 50, 0 and 20, of manner 50, 20 and 35.
    @Test func everyoneStandsSomewhere() async throws {
        let season = try await scored()
        #expect(
            try await season.database.line(
                """
                select employee_id, indicator, points::text, peer_mean::text, above_peers::text, peers::text, is_weak::text
                from merit.indicator_standing order by employee_id, indicator desc
                """, user: "merit_hr") == """
                    ann solved 50.00 23.33 53.33 3 false
                    ann manner 50.00 35.00 30.00 3 false
                    bob solved 0.00 23.33 -46.67 3 true
                    bob manner 20.00 35.00 -30.00 3 true
                    cy solved 20.00 23.33 -6.67 3 true
                    cy manner 35.00 35.00 0.00 3 false
                    """)
    }

    @Test func theCaseToShareIsWhereThePersonStandsOut() async throws {
        let season = try await scored()
        let cases =
            "select employee_id, indicator, points::text, peer_mean::text, above_peers::text, status from merit.shared_case"
        #expect(try await season.database.line(cases, user: "merit_hr") == "ann solved 50.00 23.33 53.33 proposed")
        try await season.hr("update merit.outcome set status = 'accepted' where kind = 'share_case'")
        #expect(try await season.database.line(cases).hasSuffix("accepted"))
        try await season.change("ann", in: 1, to: "failed")
        #expect(try await season.database.line(cases) == "")
    }

    @Test func whatADepartmentNeedsToLearn() async throws {
        let season = try await scored()
        #expect(
            try await season.database.line(
                "select department, indicator, people::text, points_lost::text, courses::text from merit.training_need order by 1, 2",
                user: "merit_hr") == """
                    field solved 1 30.00 {Printers}
                    service manner 1 30.00 -
                    service solved 1 50.00 {Printers}
                    """)
    }

    @Test func theSheetOfAnInterview() async throws {
        let season = try await scored()
        try await season.score(2, ["ann": .good, "bob": .bad])
        try await season.hr(
            """
            insert into merit.interview (period_id, employee_id, held_at, held_by, said) values (2, 'bob', '2026-03-02Z', 'Wang', 'a talk')
            """)
        func sheet(_ columns: String, _ person: String, _ month: Int) async throws -> String {
            try await season.database.line(
                "select \(columns) from merit.interview_sheet where employee_id = '\(person)' and label = '2026-0\(month)'",
                user: "merit_hr")
        }
        #expect(
            try await sheet(
                "total::text, jsonb_path_query_array(strengths, '$[*].indicator')::text, weak_spots::text", "ann", 1)
                == #"100.00 ["solved", "manner"] []"#)
        #expect(
            try await sheet(
                "grade, strengths::text, jsonb_path_query_array(weak_spots, '$[*].above_peers')::text", "bob", 1)
                == "E [] [-46.67, -30.00]")
        #expect(
            try await sheet("self_against_supervisor::text", "bob", 1) == """
                [{"self": 45.00, "indicator": "manner", "difference": 25.00, "max_points": 50.00, "supervisor": 20.00}]
                """)
        #expect(
            try await sheet("trend::text", "bob", 2) == """
                [{"grade": "E", "total": 20.00, "period": "2026-01", "status": "scored"}, \
                {"grade": "E", "total": 16.00, "period": "2026-02", "status": "scored"}]
                """)
        #expect(
            try await sheet("proposals::text, advice::text", "bob", 1) == """
                [{"words": "a second screen", "indicator": "manner"}] [{"from": "boss", "words": "listen", "indicator": "manner"}]
                """)
        let ledTo = try await sheet(
            "jsonb_path_query_array(tasks, '$[*].status')::text, jsonb_path_query_array(outcomes, '$[*].kind')::text, interviews -> 0 ->> 'said'",
            "bob", 2)
        #expect(ledTo == #"["open", "open"] ["dismissal_review", "improvement_plan"] a talk"#)
        // Whoever has no result in a month has none to show for it; a month without the person shows as such.
        #expect(try await sheet("label", "cy", 2) == "2026-02")
        #expect(
            try await sheet("status, trend -> 1 ->> 'status', trend -> 1 ->> 'total'", "cy", 2)
                == "incomplete incomplete -")
    }
}
