import Support
import Testing

@Suite(.database(.migrated)) struct SettingGuardTests {
    @Test(arguments: [
        (
            "lease_seconds", "'14'", "a whole number from 15 to 3600, not \"14\"",
            "How long a claim lasts without a heartbeat, in seconds."
        ),
        (
            "max_attempts", "'0'", "a whole number from 1 to 1000, not \"0\"",
            "How often a job whose own work fails is tried."
        ),
        (
            "first_quarter_month", "'13'", "a whole number from 1 to 12, not \"13\"",
            "The month in which the first quarter of a year begins, 1 to 12."
        ),
        (
            "job_seconds", "'x'", "a whole number from 60 to 1000000, not \"x\"",
            "How long one attempt at a job may run, in seconds."
        ),
        (
            "prune_days", "null", "a whole number from 1 to 36500, not null",
            "After how many days jobs that ended are deleted."
        ),
    ])
    func aValueStaysWithinItsBounds(name: String, value: String, problem: String, hint: String) async throws {
        let database = try TestDatabase.current
        #expect(
            try await database.refusal(
                "update merit.setting set value = \(value) where name = '\(name)'", as: "merit_owner")
                == "the setting \(name) is \(problem) [23514]; \(hint)")
    }

    @Test func bothBoundsOfEverySettingAreTaken() async throws {
        let database = try TestDatabase.current
        for bound in ["least", "most"] {
            try await database.run("update merit.setting set value = \(bound)::text", as: "merit_owner")
            #expect(
                try await database.value("select count(*) from merit.setting where value::integer <> \(bound)") == "0")
        }
        for beyond in ["least - 1", "most + 1"] {
            for name in try await database.column("select name from merit.setting").compactMap(\.self) {
                let refusal = try await database.refusal(
                    "update merit.setting set value = (\(beyond))::text where name = '\(name)'", as: "merit_owner")
                #expect(refusal?.hasPrefix("the setting \(name) is a whole number from ") == true)
            }
        }
    }

    @Test(arguments: [
        (
            "insert into merit.setting (name, value, note) values ('quiet_second', '1', '')",
            "there is no setting quiet_second [23514]; merit.setting has all settings that there are; update the value of one."
        ),
        (
            "update merit.setting set name = 'silence' where name = 'quiet_seconds'",
            "the setting quiet_seconds keeps its name [23514]; Set its value; merit.setting has all settings that there are."
        ),
        (
            "delete from merit.setting where name = 'quiet_seconds'",
            "the setting quiet_seconds cannot be deleted [23514]; Set its value; its note says what each does."
        ),
        (
            "truncate merit.setting",
            "merit.setting cannot be emptied [55000]; What was asked, answered and published stays."
        ),
    ])
    func theSettingsAreThoseThatThereAre(statement: String, refusal: String) async throws {
        #expect(try await TestDatabase.current.refusal(statement, as: "merit_owner") == refusal)
    }
}
