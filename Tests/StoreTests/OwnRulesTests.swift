import Postgres
import Support
import Testing

/// Which rules somebody is asked to acknowledge, and who was consulted on them.
@Suite(.database(.people)) struct OwnRulesTests {
    private func rules(_ viewer: String) async throws -> [String?] {
        try await Viewer(viewer, by: .call).column(
            """
            select concat_ws(' ', template_code, template_version, consulted_on, consultation, is_asked, acknowledged_at is not null)
            from merit_api.own_rules()
            """, in: try TestDatabase.current)
    }

    /// Ann's result is delivered, bob's is not; another template is nobody's, and what came of consulting others on it is not theirs to read.
    @Test func ofThoseOfOnesNewestDeliveredResultOneIsAsked() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document) values ('{"template": "b", "version": 1, "posts": ["other"],
                "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}}');
            update merit.template set status = 'checked', consulted_on = '2020-09-02', consultation = 'the union' where code = 'b';
            update merit.template set status = 'published' where code = 'b';
            """)
        let other = "b 1 2020-09-02 f f"
        #expect(try await rules("ann") == ["a 1 2020-09-01 t f", other])
        #expect(try await rules("bob") == ["a 1 2020-09-01 f f", other])
        try await database.run("update merit.setting set value = '1' where name = 'rules_acknowledged'")
        #expect(try await rules("bob") == ["a 1 2020-09-01 t f", other])
        try await database.run("select merit_api.acknowledge_rules('a', 1)", as: "person_ann")
        #expect(try await rules("ann") == ["a 1 2020-09-01 f t", other])
        #expect(try await rules("bob") == ["a 1 2020-09-01 t f", other])
    }
}
