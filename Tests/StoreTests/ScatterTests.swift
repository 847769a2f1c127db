import Support
import Testing

/// What chance does in everyone's rows says nothing of one to four others, counted by who has such rows.
@Suite(.database(.people)) struct ScatterTests {
    /// Max sees six people on the template, and two of those who have rows of the indicator.
    @Test(arguments: [(6, "max", 0), (7, "max", 2), (6, "una", 2), (4, "hal", 0), (5, "hal", 1)])
    func whoHasNoRowsIsNoneOfTheOthers(people: Int, viewer: String, shown: Int) async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            delete from merit.row_sum where employee_id not in ('hal', 'hilda');
            update merit.reliability set people = \(people);
            """)
        let found = try await Viewer(viewer, by: .call).column(
            "select employee_id from merit_api.value_sureness where rows is not null and mean is not null", in: database
        )
        #expect(found.count == shown, "\(found)")
    }
}
