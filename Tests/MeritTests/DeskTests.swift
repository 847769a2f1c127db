import Foundation
import Postgres
import Schema
import Subprocess
import Support
import Testing

/// The adapters over the tables of the help desks, as the desks themselves create them, filled with rows that can be read wrongly.
@Suite struct DeskTests {
    /// Every row of every view, held against a file in which each row of the desk was read and followed through the view.
    @Test(.database(.migrated), arguments: Adapter.all.map(\.name))
    func everyRow(_ name: String) async throws {
        let desk = try await Desk.build(name)
        try await desk.install(["--credit", "owner"])
        let shown = try await desk.show()
        let expected = try desk.expected()
        #expect(shown == expected, "\(shown)")
    }

    /// Who is credited follows the one setting.
    @Test(.database(.migrated), arguments: Adapter.all.map(\.name))
    func whoIsCredited(_ name: String) async throws {
        let desk = try await Desk.build(name)
        var shown = ""
        for credit in Adapter.Credit.allCases {
            try await desk.install(["--credit", credit.rawValue])
            shown += try await desk.database.line(
                """
                select $1 || ':' || string_agg(' ' || ticket_id || '=' || coalesce(employee_id, '-'), '' order by ticket_id)
                from merit_source.ticket where opened_at < '2026-09-20' and ticket_id !~ '^11'
                """, credit.rawValue)
            shown += "\n"
        }
        let expected = try desk.expected(".credit")
        #expect(shown == expected, "\(shown)")
    }

    /// The page is followed word by word, by the owner of the desk's tables, who is no superuser; then the month is looked at.
    @Test(.database, arguments: Adapter.all.map(\.name))
    func theGuide(_ name: String) async throws {
        let desk = try await Desk.build(name)
        let server = try desk.database.configuration().conninfo.replacing(#/ ?user='?[^ ]*/#, with: "")
        let script = try Self.script(of: name).replacing("host=db dbname=\(name)", with: server)
            .replacing("user=\(name)\"", with: "user=\(Desk.owner)\"")
            // The server here has other Merits' databases too.
            .replacing("merit migrate\n", with: "merit migrate --role-prefix merit\n")
        let binary = URL(filePath: Program.path).deletingLastPathComponent().path()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let begun = ContinuousClock.now
        let outcome = try await run(
            .name("bash"), arguments: ["-euo", "pipefail", "-c", script],
            environment: Program.environment(["PATH": "\(binary):\(path)", "PGTZ": "UTC"]),
            output: .string(limit: 1 << 22),
            error: .string(limit: 1 << 22))
        #expect(
            outcome.terminationStatus == .exited(0), "\(outcome.standardOutput)\n\(outcome.standardError)")
        if GuideTime.isTold { print("guide \(name): \(ContinuousClock.now - begun)") }
        let results = try await desk.database.line(
            """
            select employee_id, coalesce(total::text, reason), grade from merit.current_result order by employee_id
            """)
        let indicators = try await desk.database.line(
            """
            select employee_id, indicator, state, value::text, sample::text, points::text from merit.current_indicator_score
            order by employee_id, indicator
            """)
        let month = "\(results)\n\n\(indicators)\n"
        let expected = try desk.expected(".month")
        #expect(month == expected, "\(month)")
        let template = try await desk.database.line(
            """
            select string_agg(distinct indicator, ' ') from merit.current_indicator_score
            where indicator not in (select indicator from merit.current_indicator_score where state = 'scored')
            """)
        #expect(template == "-", "nobody has data for these")
    }

    /// What a guide has its reader type.
    private static func script(of name: String) throws -> String {
        let page = try String(contentsOf: Repository.file("docs/desks/\(name).md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```").enumerated().compactMap { index, text in
            index.isMultiple(of: 2) ? nil : text
        }
        #expect(blocks.allSatisfy { $0.hasPrefix("sh\n") })
        return blocks.map { $0.dropFirst(3) }.joined()
    }

    /// The table of the guides says how much each has its reader type.
    @Test(arguments: Adapter.all.map(\.name)) func theTableSaysHowMuchIsTyped(_ name: String) throws {
        let table = try String(contentsOf: Repository.file("docs/desks/README.md"), encoding: .utf8)
        let row = try #require(table.split(separator: "\n").first { $0.contains("](\(name).md)") })
        let script = try Self.script(of: name)
        #expect(!script.contains("\\\n") && !script.contains("<<"), "each command stands in a line of its own")
        let commands = script.split(separator: "\n")
        let statements = script.matches(of: #/ -c "[^";]*"/#).count
        #expect(statements == script.matches(of: #/ -c /#).count, "each is one statement")
        #expect(row.contains("| \(commands.count) | \(statements) |"), "\(row)")
    }
}

/// Whether tests tell how long the guides took: with `TEST_TIMES=1` in the environment, for the table of docs/desks.
enum GuideTime {
    static let isTold = ProcessInfo.processInfo.environment["TEST_TIMES"] != nil
}
