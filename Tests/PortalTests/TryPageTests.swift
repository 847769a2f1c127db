import Foundation
import Postgres
import Support
import Testing

/// A draft is tried at the portal on what is stored, and comes to what `merit simulate` finds by asking the source again.
@Suite(.database(.empty), .timeLimit(.minutes(20))) struct TryPageTests {
    /// Weights, points, bands and grades are others; what is measured is the same.
    private static let draft = """
        insert into merit.template (document)
        select jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(document, '{version}', to_jsonb(version + 1)),
                '{grades,0,at_least}', '88'), '{grades,1,coefficient}', '1.15'),
                '{dimensions,0,weight}', to_jsonb((document #>> '{dimensions,0,weight}')::numeric + 5)),
                '{dimensions,1,weight}', to_jsonb((document #>> '{dimensions,1,weight}')::numeric - 5))
        from merit.template where code = 'technician' and status = 'published';
        update merit.template set status = 'checked' where code = 'technician' and status = 'draft';
        """

    @Test func itComesToWhatTheSourceSays() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        #expect(try await Program.run(["sample", "--role-prefix", "merit"], database: owner).status == 0)
        let worker = try database.configuration(user: "merit_worker")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        try await database.run("insert into merit.officer (employee_id, duty) values ('H01', 'hr')")
        try await database.run(Self.draft)
        let version =
            try await database.value("select max(version) from merit.template where code = 'technician'") ?? ""
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let shown = try await Program.run(["template", "show", "technician@\(version)"], database: owner)
        try shown.output.write(to: file, atomically: true, encoding: .utf8)
        let simulate = ["simulate", "--template", file.path(), "--period", "2026-09", "--format", "csv"]
        let people = try await table(simulate, owner)
        let changed = people.filter {
            $0["grade_before"] != $0["grade_after"] || $0["coefficient_before"] != $0["coefficient_after"]
        }
        let cost = changed.reduce(Decimal(0)) { sum, line in
            sum + (Decimal(string: line["coefficient_after"] ?? "") ?? 0)
                - (Decimal(string: line["coefficient_before"] ?? "") ?? 0)
        }
        let kept = try #require(try await table(simulate + ["--sureness"], owner).first?["kept_percent"])
        #expect(changed.count > 1 && cost != 0)
        try await Program.serving { servers, _ in
            let hr = Browser(servers[0])
            try await hr.signIn("H01")
            let page = try await hr.get("/templates/technician/\(version)/try")
            #expect(page.text.contains("2026-09") && page.text.contains("/try?period=2026-08"))
            #expect(page.text.contains("<dd><bdi>\(changed.count)</bdi></dd>"))
            #expect(page.text.contains("(\(cost > 0 ? "+" : "")\(cost))"))
            #expect(page.text.contains("→ another draw of the same work brings \(kept)% again"))
            #expect(!page.text.contains("given or decided since") && !page.text.contains("outside the new levels"))
            for line in changed {
                let chances = line["grade_chance_after"] ?? ""
                for cell in [
                    "\(line["total_before"] ?? "") → \(line["total_after"] ?? "")",
                    "\(line["grade_before"] ?? "") → \(line["grade_after"] ?? "")", chances,
                ] {
                    #expect(page.text.contains("<bdi>\(cell)</bdi>"), "\(line["employee"] ?? "") \(cell)")
                }
                #expect(page.text.contains("/month/2026-09/of/\(line["employee"] ?? "")\""))
            }
            #expect(page.text.utf8.count < 60_000)
            // Nothing was written, and a month that is not there has nobody.
            #expect(try await hr.get("/templates/technician/\(version)/try?period=none").text.contains("Nobody."))
            // What is measured otherwise is not made up.
            try await database.run(
                """
                update merit.template set document = jsonb_set(document, '{eligibility,min_days}', '1')
                where code = 'technician' and version = \(version)
                """)
            #expect(
                try await hr.get("/templates/technician/\(version)/try?period=2026-09").text.contains("merit simulate"))
        }
    }

    /// The lines of a table by the names of their columns; a cell with a comma stands in quotes.
    private func table(_ arguments: [String], _ database: PostgresConfiguration) async throws -> [[String: String]] {
        let outcome = try await Program.run(arguments, database: database)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map { line in
            line.matches(of: /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/).map { match in
                String(match.output.1 ?? match.output.2 ?? "")
            }
        }
        let names = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { first, _ in first }) }
    }
}
