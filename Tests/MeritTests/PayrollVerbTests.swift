import Foundation
import Postgres
import Sheets
import Support
import Testing

/// What payroll is given, by the command: once whole, then what changed, and each again to the byte.
@Suite(.database(.people)) struct PayrollVerbTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func path(_ name: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appending(path: name).path()
    }

    private func run(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(
            ["payroll"] + arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
    }

    private static let revised = """
        insert into merit.result (period_id, employee_id, revision, run_id, name, department, days_employed, days_on_leave, status, total,
            grade, coefficient, near_cut)
        select 1, employee_id, 2, 1, '=1+1', 'a "b", c', 31, 0, 'scored', 99, 'A', case employee_id when 'ann' then 1.3 else 0.9 end, false
        from merit.result where employee_id in ('ann', 'una') and revision = 1
        """

    /// Revisions of a month that is scored: `deliver_again` delivers them.
    private func revise() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                "\(Self.revised); update merit.appraisal_period set revision = 2, scored_at = now() where period_id = 1"
            )
        }
    }

    private func settle() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                set session_replication_role = replica;
                update merit.appraisal_period set status = 'scored' where period_id = 1;
                update merit.result set coefficient = round(coefficient, 2);
                """)
        }
    }

    @Test func theFirstIsWholeAndTheNextSaysWhatChanged() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await settle()
        let full = try await run("2020-10", "--out", try path("full.csv"))
        #expect(full.status == 0, "\(full.errors)")
        #expect(full.errors.contains("batch 1: results of 5 people of 2020-10"))
        #expect(full.errors.contains("5 results are left out: they are not delivered"))
        let lines = try String(contentsOfFile: path("full.csv"), encoding: .utf8).components(separatedBy: "\r\n")
        #expect(lines.count == 7)
        #expect(
            lines[0].hasPrefix(
                "employee_id,name,department,period,grade,coefficient,previous_coefficient,difference,direction,revision"
            ))
        #expect(lines[1].hasPrefix("ann,name of ann,north,2020-10,C,1.01,,,,1,delivered,yes,"), "\(lines[1])")
        let nothing = try await run("2020-10", "--out", try path("nothing.csv"))
        #expect(nothing.errors.contains("there is nothing to give payroll"))
        #expect(!FileManager.default.fileExists(atPath: try path("nothing.csv")))

        try await revise()
        try await settle()
        let delta = try await run("2020-10", "--out", try path("delta.csv"), "--language", "zh-Hans", "--bom")
        #expect(delta.errors.contains("batch 2: differences of 2 people"), "\(delta.errors)")
        let changed = try String(contentsOfFile: path("delta.csv"), encoding: .utf8).components(separatedBy: "\r\n")
        #expect(try Data(contentsOf: URL(filePath: path("delta.csv"))).starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(changed[0].contains("工号,姓名,部门"))
        #expect(
            changed[1].hasPrefix("ann,'=1+1,\"a \"\"b\"\", c\",2020-10,A,1.3,1.01,0.29,补发,2,已送达,是,"), "\(changed[1])")
        #expect(
            changed[2].hasPrefix("una,'=1+1,\"a \"\"b\"\", c\",2020-10,A,0.9,1.1,-0.2,扣回,2,已送达,是,"), "\(changed[2])")
        let list = try await run("--format", "csv")
        #expect(
            list.output.contains("1,2020-10,full,5,5,merit_hr,")
                && list.output.contains("2,2020-10,delta,2,5,merit_hr,"))
    }

    @Test(arguments: ["csv", "xlsx"]) func aBatchIsWrittenAgainToTheByte(format: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await settle()
        let first = try await run("2020-10", "--out", try path("first.\(format)"))
        #expect(first.status == 0, "\(first.errors)")
        let before = try Data(contentsOf: URL(filePath: path("first.\(format)")))
        try await revise()
        try await settle()
        let again = try await run("--batch", "1", "--out", try path("again.\(format)"))
        #expect(again.status == 0, "\(again.errors)")
        #expect(try Data(contentsOf: URL(filePath: path("again.\(format)"))) == before)
        #expect(before.count > 500)
        // Nothing is overwritten.
        let refused = try await run("--batch", "1", "--out", try path("again.\(format)"))
        #expect(refused.status == 2 && refused.errors.contains("already"))
    }

    /// What a spreadsheet program reads in the workbook is what the CSV says.
    @Test(.enabled(if: Spreadsheet.path != nil, "skipped: LibreOffice is not installed"), .timeLimit(.minutes(20)))
    func aSpreadsheetProgramReadsTheWorkbook() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await settle()
        _ = try await run("2020-10", "--out", try path("first.csv"))
        try await revise()
        try await settle()
        for (batch, language) in [("1", "en"), ("2", "zh-Hans")] {
            if batch == "2" { _ = try await run("2020-10", "--out", try path("second.csv")) }
            let names = ["csv", "xlsx"].map { "again\(batch).\($0)" }
            for name in names {
                let written = try await run("--batch", batch, "--out", try path(name), "--language", language)
                #expect(written.status == 0, "\(written.errors)")
            }
            let said = try String(contentsOfFile: path(names[0]), encoding: .utf8).replacing("\r\n", with: "\n")
            let read = try await Spreadsheet.csv(of: try path(names[1]), in: folder.path())
            // An apostrophe keeps a cell of CSV from being a formula; a cell of a workbook is a text.
            #expect(read == said.replacing("'=", with: "="), "batch \(batch)")
            #expect(read.contains("=1+1") == (batch == "2"))
        }
    }

    @Test(arguments: [
        (["--out", "x.csv"], "give either a period"),
        (["2020-10", "--batch", "1", "--out", "x.csv"], "give either a period"),
        (["2020-10", "--out", "x.pdf"], "ends in .csv or .xlsx"), (["--batch", "1"], "go with --out"),
        (["2020-10", "--out", "x.xlsx", "--bom"], "--bom goes with a CSV file"),
    ])
    func wrongUsageIsSaid(arguments: [String], words: String) async throws {
        let outcome = try await Program.run(
            ["payroll"] + arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
        #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome.errors)")
    }
}
