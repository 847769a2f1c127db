import Foundation
import Postgres
import Support
import Testing

/// Somebody with a login of their own runs every verb: nothing of a colleague comes out, and nothing is done.
@Suite(.database(.people)) struct PersonVerbTests {
    /// What company.sql says of others.
    private static func tellsOfOthers(_ text: String) -> Bool {
        text.contains(/(name|reason|task|appeal|course) of (bob|cat|max)|about (bob|cat|max)|72\.37|73\.37|76\.37/)
    }

    private static let calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261001\r\nSUMMARY:holiday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    @Test(arguments: [
        "migrate", "source check", "source install", "import evaluations FILE.csv --apply", "calendar show standard",
        "calendar import FILE.ics --apply", "template list", "template show a", "template check FILE.yaml",
        "template apply FILE.yaml", "template publish a@1", "template retire a@1", "template propose 2020-Q4",
        "period status 2020-10", "period close 2020-10",
        "period open 2020-12 --from 2020-12-01 --to 2020-12-31", "period change 2020-10 --label x",
        "period score 2020-10 --dry-run",
        "worker --until-idle",
        "jobs list", "jobs show 1", "jobs workers", "jobs retry 1", "jobs cancel 1", "jobs pause --kind score_period",
        "jobs resume --kind score_period", "jobs prune", "explain --period 2020-10 --employee bob",
        "verify --period 2020-10", "verify --chain", "simulate --template FILE.yaml --period 2020-10", "review 2020-Q4",
        "owed", "owed --person bob", "evidence bob --period 2020-10 --out OUT.zip", "link bob",
        "payroll 2020-10 --out OUT.csv", "export bob", "forget bob --reason x --apply", "sample",
        "report --period 2020-10 --out OUT --as bob",
    ]) func whatIsNotTheirsIsRefused(verb: String) async throws {
        let database = try TestDatabase.current
        try await withFolder { folder in
            let file = folder.appending(path: "given")
            for (kind, text) in [
                ("csv", "period,employee_id,source,rater_id,points\n2020-11,bob,peer,ann,5\n"), ("ics", Self.calendar),
                ("yaml", "template: b\nversion: 1\n"),
            ] { try Data(text.utf8).write(to: file.appendingPathExtension(kind)) }
            let arguments = verb.split(separator: " ").map {
                String($0).replacing("FILE", with: file.path()).replacing(
                    "OUT", with: folder.appending(path: "made").path())
            }
            let outcome = try await Program.run(arguments, database: try database.configuration(user: "person_ann"))
            #expect(outcome.status == 1 || outcome.status == 3, "\(outcome.output)\(outcome.errors)")
            #expect(
                (outcome.output + outcome.errors).contains(/permission denied|acts for nobody but itself/),
                "\(outcome.output)\(outcome.errors)")
            #expect(!Self.tellsOfOthers(outcome.output + outcome.errors))
            let made = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            #expect(made.sorted() == ["given.csv", "given.ics", "given.yaml"])
        }
    }

    /// The report is one's own, and doctor looks at nothing else.
    @Test func whatIsTheirsIsTheirs() async throws {
        let database = try TestDatabase.current
        try await withFolder { folder in
            let ann = try database.configuration(user: "person_ann")
            let report = folder.appending(path: "report")
            let made = try await Program.run(
                ["report", "--period", "2020-10", "--out", report.path()], database: ann)
            #expect(made.status == 0, "\(made.errors)")
            var (own, files) = (false, 0)
            for name in try FileManager.default.subpathsOfDirectory(atPath: report.path()) where name.contains(".") {
                let text = try String(contentsOf: report.appending(path: name), encoding: .utf8)
                #expect(!Self.tellsOfOthers(text), "\(name)")
                own = own || text.contains("71.37")
                files += 1
            }
            #expect(own && files > 3)
            let doctor = try await Program.run(["doctor"], database: ann)
            #expect(doctor.status != 0 && !Self.tellsOfOthers(doctor.output + doctor.errors))
        }
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }
}
