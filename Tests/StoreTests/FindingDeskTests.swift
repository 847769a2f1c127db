import Postgres
import Support
import Testing

/// What a quarter's review found is decided by officers of HR who see everyone, once, with a reason.
@Suite(.database(.people)) struct FindingDeskTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    /// A review of a quarter: 1 and 2 are what it found, and who stands out among the raters.
    private static func review(_ number: Int, lenient: String = "sue") -> String {
        """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status, results, people) overriding system value
        values (\(number), '2020-10-01', \(number), 'UTC', 'reviewed', 10, 10);
        insert into merit.indicator_review (indicator_review_id, review_id, template_code, template_version, dimension, indicator, title,
            title_zh, kind, weight, results, people, missing_percent, ceiling_percent, discrimination_results, nps_link_people,
            recommendation, figure, reason, reason_zh, lacking, evidence, proposal) overriding system value
        values (\(2 * number - 1), \(number), 'a', 1, 'd', 'manner', 'm', 'm', 'rated', 50, 10, 10, 0, null, 0, 0, 'train_raters', null,
                'sue is strict', '', '{}', '{}', null),
            (\(2 * number), \(number), 'a', 1, 'd', 'solved', 's', 's', 'measured', 50, 10, 10, 0, 99.5, 0, 0, 'raise_target',
                'ceiling_percent', 'all full', '', '{}', '{}', '{"dimensions": []}');
        insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean, difference,
            stands_out, same_for_all)
        values (\(number), 'a', 1, 'manner', '\(lenient)', 5, 5, 9, 2, true, false);
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

    @Test(arguments: ["accepted", "declined", "changed"]) func officersOfEveryoneDecide(status: String) async throws {
        try await TestDatabase.current.run(Self.review(1))
        #expect(try await doing("select merit_api.decide_finding(2, '\(status)', 'so')") == ["hilda"])
        #expect(try await doing("select merit_api.decide_finding(99, '\(status)', 'so')") == [])
    }

    @Test(arguments: ["proposed", "open", ""]) func nothingElseCanBeDecided(status: String) async throws {
        try await TestDatabase.current.run(Self.review(1))
        #expect(try await doing("select merit_api.decide_finding(2, '\(status)', 'so')") == [])
        #expect(try await doing("select merit_api.decide_finding(2, null, 'so')") == [])
    }

    /// What stands in the way of somebody with the duty is told to them.
    private func refusal(_ sql: String) async throws -> String? {
        try await Viewer("hilda", by: .call).refusal(sql, in: try TestDatabase.current)?.message
    }

    private func decide(_ finding: Int, _ status: String, _ why: String) async throws {
        let database = try TestDatabase.current
        let viewer = Viewer("hilda", by: .call)
        try await database.run(
            "begin; \(viewer.introduction) select merit_api.decide_finding(\(finding), '\(status)', '\(why)'); commit",
            as: viewer.role)
    }

    @Test func aReasonIsNeeded() async throws {
        try await TestDatabase.current.run(Self.review(1))
        for reason in ["null", "''", "' '"] {
            #expect(
                try await refusal("select merit_api.decide_finding(2, 'accepted', \(reason))")
                    == "a decision on what a review found takes a reason")
        }
        #expect(
            try await refusal("select merit_api.decide_finding(2, 'accepted', repeat('x', 100001))")
                == "the reason has 100001 characters; 100000 is the most")
    }

    @Test func whatWasDecidedStaysAndStandsInTheTrail() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        try await decide(2, "declined", "it is meant to be easy")
        #expect(
            try await database.value(
                "select status || ' ' || decision || ' ' || decided_by from merit.indicator_review where indicator_review_id = 2"
            ) == "declined it is meant to be easy hilda")
        #expect(
            try await database.value(
                """
                select person || ' ' || (after ->> 'status') from merit.event
                where table_name = 'indicator_review' and key = '2' and action = 'update'
                """) == "hilda declined")
        #expect(try await doing("select merit_api.decide_finding(2, 'accepted', 'no')") == [])
    }

    /// What was proposed goes into a draft where it was accepted, and where something else is done only what is put in its place.
    @Test func anotherProposalMayBePutInItsPlace() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        #expect(
            try await refusal("select merit_api.decide_finding(2, 'accepted', 'so', '{\"weights\": {}}')")
                == "the decision on \"solved\" does not change what is proposed")
        #expect(
            try await refusal("select merit_api.decide_finding(2, 'changed', 'so', '{\"posts\": []}')")
                == "the decision on \"solved\": the proposal is no piece of a template")
        try await decide(2, "changed", "we ask customers")
        #expect(
            try await database.value(
                "select coalesce(proposal::text, '–') from merit.indicator_review where indicator_review_id = 2")
                == "–")
    }

    /// Reviewed again, what the earlier review found is not decided any more, and what was decided on it holds.
    @Test func ofAQuarterThatWasReviewedAgainTheNewestIsDecidedOn() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        try await decide(2, "declined", "it is meant to be easy")
        try await database.run(Self.review(2))
        #expect(try await doing("select merit_api.decide_finding(1, 'accepted', 'so')") == [])
        let viewer = Viewer("hilda", by: .call)
        let found = """
            select concat_ws(' ', finding_id, status, decision, is_yours) from merit_api.quarter_findings() where indicator = 'solved'
            """
        #expect(try await viewer.column(found, in: database) == ["4 declined it is meant to be easy t"])
        try await decide(4, "accepted", "too easy after all")
        #expect(try await viewer.column(found, in: database) == ["4 accepted too easy after all f"])
    }

    @Test func nobodyDecidesAboutTheirOwnRatings() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1, lenient: "hilda"))
        #expect(try await doing("select merit_api.decide_finding(1, 'declined', 'so')") == [])
        #expect(try await doing("select merit_api.decide_finding(2, 'declined', 'so')") == ["hilda"])
        #expect(
            try await Viewer("hilda", by: .call).column(
                "select finding_id || ' ' || is_yours from merit_api.quarter_findings() order by 1", in: database)
                == ["1 false", "2 true"])
        // An auditor reads it, and decides nothing.
        #expect(
            try await Viewer("una", by: .call).column(
                "select finding_id || ' ' || is_yours from merit_api.quarter_findings() order by 1", in: database)
                == ["1 false", "2 false"])
    }

    /// The owner of the functions cannot decide for anybody either.
    @Test func nobodyDecidesInNobodysName() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review(1))
        let refused = try await database.refusal(
            "begin; set local role merit_owner; update merit.indicator_review set status = 'accepted' where indicator_review_id = 2"
        )
        #expect(refused?.contains("is a person's, not one of merit_owner") == true, "\(refused ?? "done")")
    }
}
