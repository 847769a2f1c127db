import Postgres
import Support
import Testing

/// What a supervisor learns of who has handed in: that it is so, and nothing of what was said.
@Suite(.database(.people)) struct TeamViewTests {
    private static let team = """
        select concat_ws(' ', employee_id, name, has_evaluated, is_rated) from merit_api.team_of('2020-11')
        """

    @Test func aSupervisorSeesWhoHasHandedInAndWhomTheyRated() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            delete from merit.evaluation where period_id = 2;
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values
                (2, 'ann', 'self', 'ann', 40), (2, 'bob', 'supervisor', 'sue', 50), (2, 'ann', 'supervisor', 'tom', 60);
            insert into merit.evaluation (period_id, employee_id, source, rater_id, comment) values (2, 'bob', 'self', 'bob', 'soon');
            """)
        for way in Viewer.Way.allCases {
            // Words alone are no evaluation, and another's rating is not one's own.
            #expect(
                try await Viewer("sue", by: way).column(Self.team, in: database)
                    == ["ann name of ann t f", "bob name of bob f t"], "\(way)")
            #expect(try await Viewer("ann", by: way).column(Self.team, in: database) == [])
        }
        for viewer in ["bob", "cat", "hilda", "una", "pat"] {
            #expect(try await Viewer(viewer, by: .call).column(Self.team, in: database) == [], "\(viewer)")
        }
        #expect(
            try await Viewer("sue", by: .call).column(
                "select employee_id from merit_api.team_of('none') union all select employee_id from merit_api.team_of(null)",
                in: database) == [])
        // Whoever is theirs today.
        try await database.run("insert into merit.supervision (employee_id, supervisor_id) values ('bob', 'tom')")
        #expect(try await Viewer("sue", by: .call).column(Self.team, in: database) == ["ann name of ann t f"])
        #expect(
            try await Viewer("tom", by: .call).column(Self.team, in: database)
                == ["bob name of bob f f", "cat name of cat f f"])
    }
}
