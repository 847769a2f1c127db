import Support
import Testing

/// What people still have to do, by the command alone.
@Suite(.database(.people)) struct OwedVerbTests {
    @Test func whoOwesWhatIsListed() async throws {
        let database = try TestDatabase.current
        let hr = try database.configuration(user: "merit_hr")
        let ann = try await Program.run(["owed", "--person", "ann", "--format", "csv"], database: hr)
        #expect(ann.status == 0, "\(ann.errors)")
        let lines = ann.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "what,who,about,period,number,since,due,overdue")
        #expect(lines.dropFirst().map { $0.split(separator: ",")[0] } == ["answer", "acknowledgement"])
        // Tasks of October were due in November 2020.
        let overdue = try await Program.run(["owed", "--overdue"], database: hr)
        #expect(overdue.status == 3)
        #expect(overdue.output.contains("task") && !overdue.output.contains("answer"))
    }

    /// Who is to hold an interview is told, to programs too.
    @Test func anInterviewThatNobodyHeldIsListed() async throws {
        let database = try TestDatabase.current
        try await database.execute("delete from merit.interview where employee_id = 'bob'")
        let hr = try database.configuration(user: "merit_hr")
        let sue = try await Program.run(["owed", "--person", "sue", "--format", "json"], database: hr)
        #expect(
            sue.output.contains(#""what": "interview", "who": "sue", "about": "bob", "period": "2020-10""#),
            "\(sue.output)")
        let table = try await Program.run(["owed", "--person", "sue"], database: hr)
        #expect(table.output.contains(/interview +sue +bob +2020-10/), "\(table.output)")
    }
}
