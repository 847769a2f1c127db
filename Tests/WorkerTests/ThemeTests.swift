import Support
import Testing

/// Complaints by category and root cause.
@Suite(.database(.sourced)) struct ThemeTests {
    private func reviewed(_ complaints: String, more: String = "select") async throws -> StoredQuarter {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(
            "('e1', 7, 5, 3, 5, 5, 0, 0, 0, 50::numeric), ('e2', 7, 6, 3, 5, 5, 0, 0, 0, 50::numeric)")
        try await quarter.run(
            """
            insert into merit_source.complaint (complaint_id, employee_id, category, root_cause, customer_id, received_at, ticket_id)
            select c.id, 'e1', c.category, c.cause, c.customer, c.at::timestamptz, 't' || c.id from (values \(complaints))
                c (id, category, cause, customer, at);
            \(more)
            """)
        _ = try await quarter.review()
        return quarter
    }

    private func themes(_ quarter: StoredQuarter, _ columns: String) async throws -> String {
        try await quarter.database.line(
            "select category, \(columns.split(separator: ",").map { "(\($0))::text" }.joined(separator: ", ")) from merit.complaint_theme order by priority",
            user: "merit_hr")
    }

    @Test func paretoAndChange() async throws {
        let quarter = try await reviewed(
            """
            ('1', 'late', 'traffic', 'k1', '2026-07-05Z'), ('2', 'late', 'traffic', 'k2', '2026-07-06Z'), ('3', 'late', 'traffic', 'k3', '2026-09-30 23:59Z'),
            ('4', 'rude', null, 'k4', '2026-08-01Z'), ('5', 'late', 'traffic', 'k5', '2026-10-01Z'), ('6', 'late', 'traffic', 'k6', '2026-06-30Z'),
            ('7', 'late', 'traffic', 'k7', '2026-04-01Z'), ('8', 'late', 'traffic', 'k8', '2026-03-31Z')
            """)
        #expect(
            try await themes(
                quarter, "root_cause, complaints, share_percent, running_percent, previous_complaints, change_percent")
                == "late traffic 3 75.00 75.00 2 50.00\nrude  1 25.00 100.00 0 -")
        #expect(try await themes(quarter, "suggestion").contains("50% more than in the quarter before"))
        #expect(
            try await themes(quarter, "lacking -> 'change_percent' ->> 'en'").contains(
                "rude there were none in the quarter before"))
    }

    /// Within 30 days to the second, of a complaint before the quarter too, of the same customer and category, whatever the cause.
    @Test func repeatsAreCountedToTheSecond() async throws {
        let quarter = try await reviewed(
            """
            ('1', 'late', 'traffic', 'k1', '2026-07-01 12:00Z'), ('2', 'late', 'traffic', 'k1', '2026-07-31 12:00Z'),
            ('3', 'late', 'traffic', 'k2', '2026-07-01 12:00Z'), ('4', 'late', 'traffic', 'k2', '2026-07-31 12:00:01Z'),
            ('5', 'late', 'traffic', 'k3', '2026-06-20Z'), ('6', 'late', 'traffic', 'k3', '2026-07-10Z'),
            ('7', 'late', 'traffic', null, '2026-07-10Z'), ('8', 'late', 'traffic', null, '2026-07-11Z'),
            ('9', 'rude', 'stress', 'k1', '2026-08-01Z'), ('10', 'rude', 'other', 'k1', '2026-08-02Z')
            """)
        #expect(
            try await themes(quarter, "root_cause, complaints, customers, repeats, repeat_percent")
                == "late traffic 7 3 2 40.00\nrude other 1 1 1 100.00\nrude stress 1 1 0 0.00")
    }

    @Test func whatIsFrequentAndComesBackIsDrafted() async throws {
        let quarter = try await reviewed(
            "('1', 'it''s \"late\"', '交通', 'k1', '2026-07-01Z'), ('2', 'it''s \"late\"', '交通', 'k1', '2026-07-09Z')")
        #expect(
            try await quarter.database.line(
                "select code, version::text, status, problems::text from merit.template order by version")
                == "desk 1 published {}\ndesk 2 checked {}")
        #expect(
            try await quarter.database.line(
                """
                select i ->> 'code', i -> 'measure' ->> 'where' from merit.template t, jsonb_path_query(document, '$.dimensions[*].indicators[*]') i
                where version = 2 and i ->> 'code' like 'repeat%'
                """) == "repeat_it_s__late____交通 category = 'it''s \"late\"' and coalesce(root_cause, '') = '交通'")
        // Reviewed again, the same draft is written anew; published, it is proposed no more.
        _ = try await quarter.review()
        #expect(try await quarter.database.line("select count(*)::text from merit.template") == "2")
        _ = try await quarter.database.line(
            "update merit.template set status = 'published' where version = 2", user: "merit_hr")
        _ = try await quarter.review()
        #expect(try await quarter.database.line("select count(*)::text from merit.template") == "2")
        #expect(
            try await quarter.database.line(
                "select (proposal is null)::text from merit.complaint_theme where review_id = (select max(review_id) from merit.complaint_theme)"
            )
                == "true")
    }

    @Test func partsWaitIsTheMedianOfTheReports() async throws {
        let quarter = try await reviewed(
            "('1', 'part', null, 'k1', '2026-07-01Z'), ('2', 'part', null, 'k2', '2026-07-02Z'), ('3', 'part', null, 'k3', '2026-07-03Z')",
            more: """
                insert into merit_source.repair_report (report_id, ticket_id, parts_wait_hours)
                values ('r1', 't1', 10), ('r2', 't2', 50), ('r3', 't2', 71), ('r4', 't3', 20), ('r5', 't9', 900), ('r6', 't3', null), ('r7', 't3', 'NaN')
                """)
        #expect(try await themes(quarter, "parts_wait_hours, parts_waits") == "part 35.00 4")
        #expect(try await themes(quarter, "suggestion").contains("repairs wait a median of 35 hours for parts"))
    }

    /// A source that knows less is analysed as far as it goes.
    @Test func aSourceWithoutTheOptionalColumns() async throws {
        let quarter = try await reviewed(
            "('1', 'late', 'x', 'k1', '2026-07-01Z'), ('2', 'late', 'y', 'k1', '2026-07-02Z')",
            more: """
                alter table merit_source.complaint drop column root_cause, drop column customer_id, drop column ticket_id, drop column upheld;
                drop table merit_source.repair_report
                """)
        #expect(try await themes(quarter, "root_cause, complaints, repeats, parts_wait_hours") == "late  2 - -")
        #expect(
            try await themes(quarter, "lacking -> 'repeats' ->> 'en'") == "late complaint has no column customer_id")
    }

    @Test func aSourceWithoutComplaints() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results("('e1', 7, 5, 3, 5, 5, 0, 0, 0, 50::numeric)")
        try await quarter.run("drop table merit_source.complaint")
        let id = try await quarter.review()
        #expect(
            try await quarter.database.line(
                "select status, (remarks::text like '%complaints are not analysed%')::text from merit.quarter_review where review_id = \(id)"
            )
                == "reviewed true")
        #expect(
            try await quarter.database.line("select lacking from merit.quarter_figure where measure = 'complaint_rate'")
                .hasPrefix("the source does not have it"))
    }
}
