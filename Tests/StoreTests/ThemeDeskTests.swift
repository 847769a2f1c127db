import Postgres
import Support
import Testing

/// What to do about what customers complained about is decided by officers of HR who see everyone, once, with a reason.
@Suite(.database(.people)) struct ThemeDeskTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    /// A review of a quarter, which has themes 2 × number - 1, with a new indicator, and 2 × number, without.
    private static func review(_ number: Int) -> String {
        """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status, results, people) overriding system value
        values (\(number), '2020-10-01', \(number), 'UTC', 'reviewed', 10, 10);
        insert into merit.complaint_theme (complaint_theme_id, review_id, category, root_cause, priority, complaints, share_percent,
            running_percent, customers, repeats, repeat_percent, parts_waits, suggestion, suggestion_zh, lacking, template_code, proposal)
            overriding system value
        values (\(2 * number - 1), \(number), 'billing', 'double charge', 1, 40, 80, 80, 30, 10, 25, 0, 'call back', '回访', '{}', 'a',
                '{"dimensions": []}'),
            (\(2 * number), \(number), 'parts', '', 2, 10, 20, 100, 10, 0, 0, 0, 'nothing yet', '暂无', '{}', null, null);
        set session_replication_role = origin;
        """
    }

    private func doing(_ sql: String) async throws -> [String] {
        let database = try TestDatabase.current
        var doing: [String] = []
        for person in Self.everyone {
            let refused = try await Viewer(person, by: .call).refusal(sql, in: database)
            if refused == nil { doing.append(person) }
            #expect(refused == nil || refused?.sqlState == "42501", "\(person): \(refused?.description ?? "")")
        }
        return doing
    }

    private func refusal(_ sql: String) async throws -> String? {
        try await Viewer("hilda", by: .call).refusal(sql, in: try TestDatabase.current)?.message
    }

    private func decide(_ theme: Int, _ status: String, _ why: String) async throws {
        let viewer = Viewer("hilda", by: .call)
        try await TestDatabase.current.run(
            "begin; \(viewer.introduction) select merit_api.decide_theme(\(theme), '\(status)', '\(why)'); commit",
            as: viewer.role)
    }

    @Test(arguments: ["accepted", "declined", "changed"]) func officersOfEveryoneDecide(status: String) async throws {
        try await TestDatabase.current.run(Self.review(1))
        #expect(try await doing("select merit_api.decide_theme(1, '\(status)', 'so')") == ["hilda"])
        #expect(try await doing("select merit_api.decide_theme(2, '\(status)', 'so')") == ["hilda"])
        #expect(try await doing("select merit_api.decide_theme(99, '\(status)', 'so')") == [])
    }

    @Test(arguments: ["'proposed'", "'open'", "''", "null"]) func nothingElseCanBeDecided(status: String) async throws {
        try await TestDatabase.current.run(Self.review(1))
        #expect(try await doing("select merit_api.decide_theme(1, \(status), 'so')") == [])
    }

    @Test func aReasonIsNeeded() async throws {
        try await TestDatabase.current.run(Self.review(1))
        for reason in ["null", "''", "' '"] {
            #expect(
                try await refusal("select merit_api.decide_theme(1, 'accepted', \(reason))")
                    == "a decision on what a review found takes a reason")
        }
        #expect(
            try await refusal("select merit_api.decide_theme(1, 'accepted', repeat('x', 100001))")
                == "the reason has 100001 characters; 100000 is the most")
    }

    @Test func whatWasDecidedStaysAndStandsInTheTrail() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        try await decide(1, "declined", "billing was replaced")
        #expect(
            try await database.value(
                "select status || ' ' || decision || ' ' || decided_by from merit.complaint_theme where complaint_theme_id = 1"
            ) == "declined billing was replaced hilda")
        #expect(
            try await database.value(
                """
                select person || ' ' || (after ->> 'status') from merit.event
                where table_name = 'complaint_theme' and key = '1' and action = 'update'
                """) == "hilda declined")
        #expect(try await doing("select merit_api.decide_theme(1, 'accepted', 'no')") == [])
    }

    /// The indicator that was proposed goes into a draft where it was accepted, and where something else is done only what is put in its place.
    @Test func anotherProposalMayBePutInItsPlace() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        #expect(
            try await refusal("select merit_api.decide_theme(1, 'accepted', 'so', '{\"weights\": {}}')")
                == "the decision on \"billing / double charge\" does not change what is proposed")
        #expect(
            try await refusal("select merit_api.decide_theme(1, 'changed', 'so', '{\"posts\": []}')")
                == "the decision on \"billing / double charge\": the proposal is no piece of a template")
        try await decide(1, "changed", "we ask the bank")
        let kept = "select coalesce(proposal::text, '–') from merit.complaint_theme where complaint_theme_id = 1"
        #expect(try await database.value(kept) == "–")
    }

    /// Reviewed again, a theme of the earlier review is not decided any more, and what was decided on it holds.
    @Test func ofAQuarterThatWasReviewedAgainTheNewestIsDecidedOn() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        try await decide(1, "declined", "billing was replaced")
        try await database.run(Self.review(2))
        #expect(try await doing("select merit_api.decide_theme(2, 'accepted', 'so')") == [])
        let viewer = Viewer("hilda", by: .call)
        let found = """
            select concat_ws(' ', theme_id, status, decision, is_yours) from merit_api.quarter_complaints() where category = 'billing'
            """
        #expect(try await viewer.column(found, in: database) == ["3 declined billing was replaced t"])
        try await decide(3, "accepted", "it is there again")
        #expect(try await viewer.column(found, in: database) == ["3 accepted it is there again f"])
    }

    /// Una audits: she reads all of it.
    @Test func whoAuditsReadsIt() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        for (reader, seen) in [("una", ["1 f", "2 f"]), ("hilda", ["1 t", "2 t"]), ("hal", []), ("ann", [])] {
            #expect(
                try await Viewer(reader, by: .call).column(
                    "select concat_ws(' ', theme_id, is_yours) from merit_api.quarter_complaints() order by 1",
                    in: database) == seen, "\(reader)")
        }
    }

    /// The owner of the functions cannot decide for anybody either.
    @Test func nobodyDecidesInNobodysName() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        let refused = try await database.refusal(
            "begin; set local role merit_owner; update merit.complaint_theme set status = 'accepted' where complaint_theme_id = 1"
        )
        #expect(refused?.contains("is a person's, not one of merit_owner") == true, "\(refused ?? "done")")
    }
}
