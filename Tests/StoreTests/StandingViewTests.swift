import Postgres
import Support
import Testing

/// Who sees how a period stands that is not scored yet; everyone in turn is in `PeopleMatrixTests`.
@Suite(.database(.people)) struct StandingViewTests {
    private static let seen =
        "select period || ' ' || employee_id || ' ' || total from merit_api.standing_so_far order by 1"

    @Test func aPersonSeesTheirOwnAndNobodyElses() async throws {
        let database = try TestDatabase.current
        for way in Viewer.Way.allCases {
            #expect(
                try await Viewer("ann", by: way).column(Self.seen, in: database) == ["2020-11 ann 41.37"], "\(way)")
        }
        #expect(
            try await Viewer("sue", by: .login).column(Self.seen, in: database)
                == ["2020-11 ann 41.37", "2020-11 bob 42.37", "2020-11 sue 44.37"])
        #expect(
            try await Viewer("ann", by: .call).column(
                "select employee_id from merit_api.standings_so_far('2020-11', 'bob')", in: database) == [])
        #expect(
            try await Viewer("hilda", by: .call).column(
                "select employee_id from merit_api.standings_so_far(null, null, true, 3)", in: database)
                == ["ann", "bob", "cat"])
    }

    @Test(arguments: ["revision = 1, scored_at = now()", "status = 'cancelled'"])
    func whereThereAreResultsNothingElseIsShown(change: String) async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.appraisal_period set \(change) where label = '2020-11'")
        for viewer in ["ann", "sue", "hilda", "una"] {
            #expect(try await Viewer(viewer, by: .call).column(Self.seen, in: database) == [], "\(viewer)")
        }
    }

    /// At once, whether or not a worker has deleted it yet.
    @Test func whereTheSettingIsOffNothingIsShown() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '0' where name = 'standing_so_far'")
        for viewer in ["ann", "sue", "hilda", "una"] {
            #expect(try await Viewer(viewer, by: .call).column(Self.seen, in: database) == [], "\(viewer)")
        }
        #expect(try await database.value("select count(*) from merit.standing_so_far") != "0")
    }

    @Test func itIsTheWorkersToWrite() async throws {
        let database = try TestDatabase.current
        for login in ["merit_hr", "merit_dashboard", "merit_person", "merit_portal", "merit_reader"] {
            for statement in ["delete from merit.standing_so_far", "select merit.ask_standings()"] {
                let refused = try await database.refusal(statement, as: login)
                #expect(refused?.contains("[42501]") == true, "\(statement) as \(login)")
            }
        }
        for login in ["person_ann", "merit_dashboard"] {
            let refused = try await database.refusal("select from merit.standing_so_far", as: login)
            #expect(refused?.contains("[42501]") == true, "\(login)")
        }
        let refused = try await database.refusal("update merit.standing_so_far set total = 100", as: "merit_worker")
        #expect(refused?.contains("[42501]") == true)
        // Nothing of pay, and nothing that anybody gave.
        let columns = try await database.column(
            "select attname::text from pg_attribute where attrelid = 'merit_api.standing_so_far'::regclass and attnum > 0"
        )
        #expect(Set(columns).isDisjoint(with: ["coefficient", "self_score", "supervisor_score", "peer_score"]))
    }
}
