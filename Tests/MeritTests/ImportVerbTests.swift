import Foundation
import Postgres
import Sheets
import Subprocess
import Support
import SystemPackage
import Testing

/// Files, by the command.
@Suite(.database(.sourced)) struct ImportVerbTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func write(_ name: String, _ text: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path()
    }

    @Test func aTrialSaysWhatWouldHappen() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try TestDatabase.current.configuration()
        let file = try write("people.csv", "工号,姓名,岗位,部门,血型\nE1,王伟,service-desk,desk,A\nE2,李娜,service-desk,desk,B\n")
        let trial = try await Program.run(["import", "employees", file], database: database)
        #expect(
            trial.output == """
                2 rows for employee: 工号 → employee_id, 姓名 → name, 岗位 → post, 部门 → department
                left out, as no column has this name: 血型
                a trial: 2 added, 0 changed, 0 as they were; --apply writes them

                """)
        let applied = try await Program.run(
            ["import", "employees", file, "--apply", "--language", "zh-Hans"], database: database)
        #expect(applied.output.hasSuffix("新增 2 行，修改 0 行，未变 0 行\n"))
        let counted = try await Program.run(["import", "employees", file, "--format", "json"], database: database)
        #expect(counted.output == "[\n  {\"rows\": 2, \"added\": 0, \"changed\": 0, \"unchanged\": 2}\n]\n")
    }

    @Test func problemsAreShownByTheirLine() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try TestDatabase.current.configuration()
        let file = try write("tickets.csv", "ticket_id,opened_at\nT1,03/04/2026\nT2,2026-09-01 08:00\n\u{1B}[2J,soon\n")
        let outcome = try await Program.run(["import", "tickets", file, "--format", "csv"], database: database)
        #expect(outcome.status == 3)
        #expect(
            outcome.output == """
                line,column,value,problem
                2,opened_at,03/04/2026,"which is the day, which the month? Write 2026-10-01, or say --dates dmy or mdy"
                3,opened_at,2026-09-01 08:00,"the time has no zone; say --time-zone Asia/Shanghai, or what is true"
                4,opened_at,soon,no day; write it as 2026-10-01

                """)
        let chosen = try await Program.run(
            ["import", "tickets", file, "--dates", "dmy", "--time-zone", "Mars/Olympus"], database: database)
        #expect(chosen.status == 1)
        #expect(chosen.errors.contains("Mars/Olympus"), "\(chosen.errors)")
    }

    @Test(arguments: [
        (["employees"], 2, "Name the file, or say --blank."),
        (["evaluations", "--blank"], 2, "Say for which period the form is: --period LABEL."),
        (["employees", "/nowhere/at.all"], 3, "the file cannot be read: No such file or directory"),
        (["shipments", "/dev/null"], 1, "there is no table merit_source.shipments"),
        (["employees", "/dev/null", "--mapping", "/nowhere"], 1, "/nowhere: "),
    ]) func whatIsWrongIsSaid(_ arguments: [String], _ status: Int32, _ words: String) async throws {
        let outcome = try await Program.run(["import"] + arguments, database: try TestDatabase.current.configuration())
        #expect(outcome.status == status)
        #expect("\(outcome.output)\(outcome.errors)".contains(words), "\(outcome.errors)")
    }

    @Test func whoMayNotWriteIsToldWhatToName() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try write("people.csv", "employee_id\nE1\n")
        let outcome = try await Program.run(
            ["import", "employees", file, "--apply"], database: try TestDatabase.current.configuration(user: "merit_hr")
        )
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("name a login that may write to the source: --source-database"), "\(outcome.errors)"
        )
    }

    @Test func aFormIsFilledInAndComesIn() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owner = try TestDatabase.current.configuration()
        let people = try write("people.csv", "工号,姓名,岗位,部门,主管工号\n007,王伟,service-desk,desk,S1\n")
        #expect(try await Program.run(["import", "employees", people, "--apply"], database: owner).status == 0)
        #expect(
            try await Program.run(["template", "apply", "Templates/after-sales.yaml"], database: owner).status == 0)
        let opened = try await Program.run(
            ["period", "open", "2026-09", "--from", "2026-09-01", "--to", "2026-09-30", "--time-zone", "UTC"],
            database: owner)
        #expect(opened.status == 0)
        let form = folder.appending(path: "form.xlsx").path()
        let written = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: ["-c", "exec \"$0\" import evaluations --blank --period 2026-09 > \"$1\"", Program.path, form],
            environment: Program.environment([:], owner), output: .discarded,
            error: .string(limit: 1 << 20))
        #expect(written.terminationStatus == .exited(0), "\(written.standardError)")

        let sheet = try SheetFile.open(form)
        #expect(
            try sheet.next()?.cells
                == [
                    "period", "employee_id", "name", "source", "rater_id", "indicator", "title", "levels", "points",
                    "comment",
                ]
                .map(Cell.text))
        var filled = "period,employee_id,name,source,rater_id,indicator,title,levels,points,comment\n"
        var sources: Set<String> = []
        while let row = try sheet.next() {
            #expect(row.cells[..<3] == [.text("2026-09"), .text("007"), .text("王伟")])
            let cells = row.cells.map { if case .text(let text) = $0 { text } else { "" } }
            sources.insert("\(cells[3]) \(cells[4])")
            filled += (cells + ["3"]).map { "\"\($0)\"" }.joined(separator: ",") + "\n"
        }
        #expect(sources == ["self 007", "supervisor S1"])
        let untouched = try await Program.run(["import", "evaluations", form], database: owner)
        #expect(untouched.output.contains("rows have neither points nor a comment yet"))
        let answers = try write("filled.csv", filled)
        let given = try await Program.run(["import", "evaluations", answers, "--apply"], database: owner)
        #expect(given.status == 0, "\(given.output)")
        let count = try await TestDatabase.current.withConnection {
            try await $0.query("select count(*) from merit.evaluation where employee_id = '007'").one().decode(
                Int64.self)
        }
        #expect(given.output.hasSuffix("\(count) added, 0 changed, 0 as they were\n") && count > 2)
    }
    #if os(Linux)
        /// A form holds people's names, and stands in a folder for a moment: here until its reader reads on.
        @Test func nobodyElseSeesAFormOnItsWay() async throws {
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let listed = try await Subprocess.run(
                .path("/bin/sh"),
                arguments: [
                    "-c",
                    """
                    set -e
                    cd "$1"; umask 022; mkfifo pipe; exec 3<>pipe
                    # Full: whoever writes more waits.
                    dd if=/dev/zero bs=4096 count=16 >&3 2>/dev/null
                    TMPDIR="$1" "$0" import employees --blank >&3 & writer=$!
                    until ls merit-*/form.xlsx >/dev/null 2>&1; do kill -0 $writer; sleep 0.02; done
                    ls -ld merit-* | cut -c1-10
                    cat <&3 >/dev/null & reader=$!
                    wait $writer
                    kill $reader
                    """, Program.path, folder.path(),
                ],
                environment: Program.environment([:], try TestDatabase.current.configuration()),
                output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
            #expect(listed.standardOutput == "drwx------\n", "\(listed.standardError)")
        }
    #endif
}
