import Foundation
import Postgres
import Sheets
import Subprocess
import Support
import SystemPackage
import Testing

/// From a department's spreadsheet to a scored month, by the commands that people type.
@Suite(.database(.sourced)) struct TemplateDraftVerbTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path())
    }

    private func write(_ name: String, _ text: some StringProtocol) throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path()
    }

    /// In the order of the page.
    private func blocks(_ kind: String) throws -> [String] {
        let page = try String(contentsOf: Repository.file("docs/drafts.md"), encoding: .utf8)
        return page.components(separatedBy: "```\(kind)\n").dropFirst().map { block in
            String(block.prefix(upTo: block.range(of: "```")?.lowerBound ?? block.endIndex))
        }
    }

    /// What the page shows is what happens.
    @Test func thePageIsTrue() async throws {
        try await inFolder { folder in
            for (name, sheet) in zip(["kpi.csv", "wrong.csv"], try blocks("csv")) { _ = try write(name, sheet) }
            let shown = try blocks("console")
            #expect(shown.count == 2)
            for block in shown {
                let commands = block.split(separator: "\n").filter { $0.hasPrefix("$ merit ") }.map { $0.dropFirst(8) }
                var said = ""
                for command in commands {
                    said += "$ merit \(command)\n"
                    let result = try await Subprocess.run(
                        .path(.init(Program.path)),
                        arguments: Arguments(command.split(separator: " ").map(String.init)),
                        environment: Program.environment(), workingDirectory: FilePath(folder),
                        output: .string(limit: 1 << 20),
                        error: .string(limit: 1 << 20))
                    said += result.standardOutput + result.standardError
                }
                #expect(said == block)
            }
        }
    }

    @Test func aSheetScoresAMonth() async throws {
        try await inFolder { folder in
            let database = try TestDatabase.current.configuration()
            let sheet = try write("kpi.csv", try #require(try blocks("csv").first))
            let draft = folder + "/desk.yaml"
            let made = try await Program.run(
                [
                    "template", "draft", sheet, "--code", "desk", "--post", "desk", "--out", draft, "--language",
                    "zh-Hans",
                ])
            #expect(made.status == 0, "\(made.output)\(made.errors)")
            let again = try await Program.run(["template", "draft", sheet, "--out", draft])
            #expect(again.status == 1 && again.errors.contains("cannot be written, or is there already"))
            let people = try write("people.csv", "工号,姓名,岗位,部门,主管工号\nE1,王伟,desk,客服,S1\nS1,李娜,lead,客服,\n")
            let ratings = try write(
                "ratings.csv",
                """
                周期,工号,来源,评价人,指标,分值
                2026-09,E1,上级,S1,沟通态度,18
                2026-09,E1,上级,S1,满意度,30
                2026-09,E1,上级,S1,响应时长,40
                2026-09,E1,自评,,沟通态度,20
                2026-09,E1,自评,,满意度,40
                2026-09,E1,自评,,响应时长,20

                """)
            for arguments in [
                ["template", "check", draft], ["template", "apply", draft], ["import", "employees", people, "--apply"],
                [
                    "period", "open", "2026-09", "--from", "2026-09-01", "--to", "2026-09-30", "--time-zone",
                    "Asia/Shanghai",
                ], ["import", "evaluations", ratings, "--apply"], ["worker", "--until-idle"],
            ] {
                let outcome = try await Program.run(arguments, database: database)
                #expect(outcome.status == 0, "\(arguments): \(outcome.output)\(outcome.errors)")
            }
            let (total, grade) = try await database.withConnection {
                try await $0.query(
                    "select total::text, grade from merit.current_result where employee_id = 'E1' and period = '2026-09'"
                ).one().decode(String.self, String.self)
            }
            // Supervisor: 60 × (18 + 30) / 60 + 40 × 40 / 40 = 88; self: 60 × 60 / 60 + 40 × 20 / 40 = 80; 88 × 80% + 80 × 20%.
            #expect(total == "86.40")
            #expect(grade == "B")
        }
    }

    /// The form is a sheet like any other, and what it shows is a template.
    @Test(arguments: [("en", "example"), ("zh-Hans", "示例")])
    func theFormShowsHow(_ language: String, _ sheet: String) async throws {
        try await inFolder { folder in
            let form = folder + "/form.xlsx"
            let written = try await Subprocess.run(
                .path("/bin/sh"),
                arguments: [
                    "-c", "exec \"$0\" template draft --blank --language \"$2\" > \"$1\"", Program.path, form, language,
                ], output: .discarded, error: .string(limit: 1 << 20))
            #expect(written.terminationStatus == .exited(0), "\(written.standardError)")
            let empty = try await Program.run(["template", "draft", form, "--format", "csv"])
            #expect(empty.status == 3)
            #expect(empty.output.contains(",A1,,no indicator stands below the headings\n"), "\(empty.output)")
            let draft = try await Program.run(
                ["template", "draft", form, "--sheet", sheet, "--code", "form", "--post", "desk"])
            #expect(draft.status == 0, "\(draft.output)\(draft.errors)")
            #expect(draft.output.contains("measure: {from: \"satisfaction_response\", at: \"responded_at\""))
            let checked = try await Program.run(
                ["template", "check", try write("form.yaml", draft.output)],
                database: try TestDatabase.current.configuration())
            #expect(checked.output == "form@1: no problems\n", "\(checked.errors)")
        }
    }

    @Test(arguments: [
        (["template", "draft"], 2, "Name the file, or say --blank."),
        (
            ["template", "draft", "x.csv", "--blank"], 2,
            "--blank writes a form to the standard output, and takes no file."
        ),
        (["template", "draft", "/nowhere/at.all"], 3, "the file cannot be read: No such file or directory"),
    ]) func whatIsWrongIsSaid(_ arguments: [String], _ status: Int32, _ words: String) async throws {
        let outcome = try await Program.run(arguments)
        #expect(outcome.status == status)
        #expect("\(outcome.output)\(outcome.errors)".contains(words), "\(outcome.errors)")
    }

    /// What the sheet says of a measure is checked as any measure is, and named by its cell.
    @Test func aMeasureThatIsNoneIsNamedByItsCell() async throws {
        try await inFolder { _ in
            let sheet = try write(
                "kpi.csv",
                """
                indicator,points,criteria,relation,time column,measure
                Speed,100,≥95%→100; <95%→0,ticket,opened_at,share(

                """)
            let outcome = try await Program.run(["template", "draft", sheet, "--format", "csv"])
            #expect(outcome.status == 3)
            #expect(outcome.output.split(separator: "\n").last?.hasPrefix(",A2,,") ?? false, "\(outcome.output)")
        }
    }
}
