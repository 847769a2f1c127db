import Postgres
import Support
import Testing

/// Rules concern everyone: drafts are for whoever has a duty towards everyone, and to change them for officers of HR alone.
@Suite(.database(.people)) struct TemplateDeskTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    /// Who of the company does it, or sees anything; the others are told that there is no such thing.
    private func able(_ sql: String) async throws -> [String] {
        let database = try TestDatabase.current
        var able: [String] = []
        for person in Self.everyone {
            let viewer = Viewer(person, by: .call)
            let refused = try await viewer.refusal(sql, in: database)
            #expect(refused == nil || refused?.sqlState == "42501", "\(person): \(refused?.description ?? "")")
            guard refused == nil, try await !viewer.column(sql, in: database).isEmpty else { continue }
            able.append(person)
        }
        return able
    }

    private static let seen = "encode(sha256(convert_to(document::text, 'UTF8')), 'hex')"

    /// By which whoever changes a version shows what they looked at.
    private func seen(_ version: Int) async throws -> String {
        try await TestDatabase.current.value(
            "select \(Self.seen) from merit.template where code = 'a' and version = \(version)") ?? ""
    }

    /// A draft of the next version, checked.
    private func draft() async throws {
        try await TestDatabase.current.run(
            """
            insert into merit.template (document) values ('{"template": "a", "version": 2}');
            update merit.template set status = 'checked' where version = 2;
            """)
    }

    @Test func draftsAreForOfficersOfEveryone() async throws {
        #expect(try await able("select template_code from merit_api.templates()") == ["hilda", "una"])
        #expect(
            try await able("select seen from merit_api.templates('a', 1) where document is not null") == [
                "hilda", "una",
            ])
        #expect(try await able("select seen from merit_api.templates('a', 1) where is_yours") == ["hilda"])
        #expect(try await able("select seen from merit_api.templates('b', 1)") == [])
    }

    @Test func whoMayChangePublishAndDiscard() async throws {
        try await draft()
        let (first, second) = (try await seen(1), try await seen(2))
        #expect(
            try await able(
                #"select merit_api.draft_template('a', 2, '\#(second)', '{"template": "a", "version": 2, "x": 1}')::text"#
            )
                == ["hilda"])
        #expect(
            try await able("select merit_api.publish_template('a', 2, '\(second)', '2020-09-01', 'all of us')::text")
                == ["hilda"])
        #expect(try await able("select merit_api.drop_template('a', 2, '\(second)')::text") == ["hilda"])
        // What is published is nobody's to discard, and what is not there nobody's to change.
        #expect(try await able("select merit_api.drop_template('a', 1, '\(first)')::text") == [])
        #expect(try await able("select merit_api.draft_template('a', 9, '\(first)', '{}')::text") == [])
        #expect(try await able("select merit_api.publish_template('a', 1, '\(first)', '2020-09-01', 'x')::text") == [])
    }

    /// Of oneself nobody is an officer.
    @Test func whatIsTriedIsForWhoeverChangesRules() async throws {
        #expect(try await able("select employee_id from merit_api.trial_people('2020-10', 'a')") == ["hilda"])
        #expect(try await able("select indicator from merit_api.trial_ground('2020-10', 'a')") == ["hilda"])
        #expect(try await able("select employee_id from merit_api.trial_people(null, 'a')") == [])
        #expect(try await able("select employee_id from merit_api.trial_people('2020-11', 'a')") == [])
        #expect(
            try await Viewer("hilda", by: .call).column(
                "select employee_id from merit_api.trial_people('2020-10', 'a')", in: try TestDatabase.current)
                == ["ann", "bob", "cat", "hal", "max", "pat", "sue", "tom", "una"])
        // Who has a duty of a department, and nobody else's, changes no rules.
        try await TestDatabase.current.run("update merit.officer set department = 'head' where employee_id = 'hilda'")
        #expect(try await able("select employee_id from merit_api.trial_people('2020-10', 'a')") == [])
        #expect(try await able("select template_code from merit_api.templates()") == ["una"])
    }

    private func refusal(_ sql: String) async throws -> String? {
        try await Viewer("hilda", by: .call).refusal(sql, in: try TestDatabase.current)?.message
    }

    @Test func whatIsNotAsItWasIsNotChanged() async throws {
        try await draft()
        let (first, second) = (try await seen(1), try await seen(2))
        let document = #"'{"template": "a", "version": 7}'"#
        for call in [
            "draft_template('a', 2, '\(first)', \(document))", "drop_template('a', 2, '\(first)')",
            "publish_template('a', 2, '\(first)', '2020-09-01', 'x')", "draft_template('a', 2, null, \(document))",
        ] {
            #expect(try await refusal("select merit_api.\(call)") == "template a@2 was changed meanwhile", "\(call)")
        }
        #expect(
            try await refusal("select merit_api.draft_template('a', 1, '\(first)', \(document))")
                == "template a@2 is a draft already, by postgres")
        for other in [#"'{"template": "b"}'"#, "'[]'", "'7'", "null"] {
            #expect(
                try await refusal("select merit_api.draft_template('a', 2, '\(second)', \(other))")
                    == "the document is none of template a")
        }
        for (day, words) in [("null", "'x'"), ("'2020-09-01'", "' '"), ("'2020-09-01'", "null")] {
            #expect(
                try await refusal("select merit_api.publish_template('a', 2, '\(second)', \(day), \(words))")
                    == "whoever publishes rules says who was consulted, when and how")
        }
        #expect(
            try await refusal("select merit_api.publish_template('a', 2, '\(second)', 'infinity', 'x')")
                == "nobody was consulted on infinity, which is still to come")
    }

    /// What an officer does bears their name, in the trail too; the login's own rights are none.
    @Test func whatIsPublishedBearsWhoDidIt() async throws {
        let database = try TestDatabase.current
        try await draft()
        let (first, second) = (try await seen(1), try await seen(2))
        try await database.withConnection(user: "portal") { connection in
            try await connection.withTransaction { connection in
                try await connection.script(
                    """
                    select merit.act_for('hilda');
                    select merit_api.publish_template('a', 2, '\(second)', '2020-09-01', 'the works council, by letter');
                    """)
            }
        }
        #expect(
            try await database.column(
                "select concat_ws(' ', version, status, published_by, consulted_on, consultation) from merit.template order by 1"
            )
                == ["1 retired postgres 2020-09-01", "2 published hilda 2020-09-01 the works council, by letter"])
        #expect(
            try await database.value(
                "select count(*) from merit.event where table_name = 'template' and person = 'hilda' and after ->> 'status' = 'published'"
            )
                == "1")
        #expect(
            try await refusal("select merit_api.draft_template('a', 1, '\(first)', '{\"template\": \"a\"}')") == nil)
    }
}
