import Postgres
import Support
import Testing

/// Who makes and reads batches for payroll by schema `merit_api`: whoever has the duty towards everyone.
@Suite(.database(.people)) struct PayrollDeskTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    @Test func whoseDutyItIsTowardsEveryone() async throws {
        let database = try TestDatabase.current
        var made: [String] = []
        for employee in Self.everyone {
            let viewer = Viewer(employee, by: .call)
            if try await viewer.refusal("select merit_api.make_payroll('2020-10')", in: database) == nil {
                made.append(employee)
            }
            let missing = try await viewer.refusal("select merit_api.make_payroll('none')", in: database)
            #expect(missing?.sqlState == "42501", "\(employee)")
        }
        #expect(made == ["hilda"])
        // What was rolled back has taken numbers.
        try await database.run("select merit.make_payroll('2020-10')", as: "merit_hr")
        let number = try await database.value("select max(batch_id) from merit.payroll_batch") ?? ""
        for employee in Self.everyone {
            let viewer = Viewer(employee, by: .call)
            let isShown = ["hilda", "pat"].contains(employee)
            #expect(
                try await viewer.column("select rows::text from merit_api.payroll_batches('2020-10')", in: database)
                    == (isShown ? ["5"] : []), "\(employee)")
            #expect(
                try await viewer.column("select employee_id from merit_api.payroll_rows(\(number))", in: database)
                    == (isShown ? ["ann", "hal", "pat", "sue", "una"] : []), "\(employee)")
        }
    }
}
