import Postgres
import Support
import Testing

@testable import Worker

/// What was asked for and matched nobody is said beside the period, which is scored all the same.
@Suite(.database(.sourced)) struct UnmatchedTests {
    struct Mismatch: Sendable, CustomTestStringConvertible {
        let name: String
        var department: String?
        var source = ""
        let findings: [String]
        var testDescription: String { name }
    }

    static let mismatches = [
        Mismatch(name: "all matches", findings: []),
        Mismatch(name: "a department matches", department: "service", findings: []),
        Mismatch(
            name: "a department with a typo", department: "servise",
            findings: [
                "nobody belonged to the department \"servise\" of this period; did you mean \"service\"?"
            ]),
        Mismatch(
            name: "a department that is like none", department: "warehouse",
            findings: ["nobody belonged to the department \"warehouse\" of this period; there are \"service\""]),
        Mismatch(
            name: "trailing blanks in the HR file", department: "service",
            source: "update merit_source.employee set department = 'service  ' where employee_id = 'bob'",
            findings: [
                """
                1 person belongs to "service  ", which is not the department "service" of this period; names are compared byte by byte, \
                blanks included: write it alike in the source
                """
            ]),
        Mismatch(
            name: "ids in capitals", source: "update merit_source.ticket set employee_id = upper(employee_id)",
            findings: [capitals]),
        Mismatch(
            name: "one id with a blank",
            source: "update merit_source.ticket set employee_id = 'bob ' where employee_id = 'bob'",
            findings: [
                """
                2 of 6 rows of ticket are of 1 id that employee does not name, such as "bob "; employee has "bob" for "bob ": ids are \
                compared byte by byte, write them alike in the source; until then these rows count for nobody
                """
            ]),
        Mismatch(
            name: "ids in capitals, asked for a department", department: "service",
            source: "update merit_source.ticket set employee_id = upper(employee_id)", findings: [capitals]),
        Mismatch(
            name: "ids of another system",
            source: "update merit_source.ticket set employee_id = 'agent of ' || employee_id",
            findings: [
                """
                6 of 6 rows of ticket are of 2 ids that employee does not name, such as "agent of ann", "agent of bob"; it names nobody of \
                employee: see whether it numbers people otherwise; its rows count for nobody
                """
            ]),
        Mismatch(
            name: "one who is unknown beside others",
            source: "update merit_source.ticket set employee_id = 'gone' where employee_id = 'bob'",
            findings: [
                """
                2 of 6 rows of ticket are of 1 id that employee does not name, such as "gone"; add them to employee, or give no id where \
                a row is nobody's; these rows count for nobody
                """
            ]),
        Mismatch(
            name: "one who is nearly known",
            source: "update merit_source.ticket set employee_id = 'bobb' where employee_id = 'bob'",
            findings: [
                """
                2 of 6 rows of ticket are of 1 id that employee does not name, such as "bobb"; the closest are "bob" for "bobb"; add them \
                to employee, or give no id where a row is nobody's; these rows count for nobody
                """
            ]),
        // Whose tickets are closed later.
        Mismatch(
            name: "somebody who left before",
            source: """
                insert into merit_source.employee (employee_id, post, department, employed_to) values ('gone', 'desk', 'service', '2026-08-31');
                update merit_source.ticket set employee_id = 'gone' where employee_id = 'bob'
                """, findings: []),
    ]

    private static let capitals = """
        6 of 6 rows of ticket are of 2 ids that employee does not name, such as "ANN", "BOB"; employee has "ann" for "ANN", "bob" for \
        "BOB": ids are compared byte by byte, write them alike in the source; until then these rows count for nobody
        """

    @Test(arguments: mismatches) func isSaidBesideThePeriod(_ mismatch: Mismatch) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(mismatch.source.isEmpty ? "select" : mismatch.source)
            try await connection.execute(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
                values ('asked', '2026-09-01', '2026-09-30', 'UTC', $1)
                """, mismatch.department)
        }
        try await database.work()
        let findings = try await database.withConnection { connection in
            try await connection.query(
                """
                select sentence from merit.newest_data_finding where period = 'asked' and period_status = 'scored'
                order by finding_id
                """
            ).decode(String.self)
        }
        #expect(findings == mismatch.findings)
    }

    @Test(arguments: [
        ("E001", "e1"), ("e 1", "e1"), ("0", "0"), ("00", "0"), ("100", "100"), ("a0b", "a0b"), ("a00", "a0"),
        ("x007y010", "x7y10"),
    ])
    func namesAlike(name: String, bare: String) {
        #expect(Measured.bare(name) == bare)
    }
}
