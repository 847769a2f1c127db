import Foundation
import Postgres
import Subprocess
import Support
import Testing

@testable import merit

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The pages of the sample company, as `merit report` writes them.
@Suite(.database(.sample), .timeLimit(.minutes(20))) struct ReportVerbTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func report(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(
            ["report", "--period", "2026-09", "--out", folder.path, "--as", "H01"] + arguments,
            database: try TestDatabase.current.configuration(user: "merit_sample_portal"))
    }

    private var pages: [String] {
        get throws {
            try #require(FileManager.default.subpaths(atPath: folder.resolvingSymlinksInPath().path))
                .filter { $0.hasSuffix(".html") }.sorted()
        }
    }

    private func text(_ page: String) throws -> String {
        try String(contentsOf: folder.appending(path: page), encoding: .utf8)
    }

    @Test(arguments: ["en", "zh-Hans"]) func everyPageIsWhatPagesPromise(language: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try await report("--language", language)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("130 pages of 59 people, as H01 may see them: \(folder.path)/index.html\n"))
        let pages = try pages
        #expect(pages.count == 130)
        #expect(pages.filter { $0.hasPrefix("people/") }.count == 59)
        #expect(pages.contains("quarter.html") && pages.contains("rules/technician-3.html"))
        for page in pages {
            let text = try text(page)
            #expect(text.utf8.count <= 60_000, "\(page)")
            #expect(text.contains("<html lang=\"\(language)\">"), "\(page)")
            #expect(text.contains("default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"))
            #expect(!text.contains("style=") && !text.contains("<style") && !text.contains("<script"), "\(page)")
            #expect(text.firstMatch(of: /https?:|\/\/[a-z]/) == nil, "\(page) names another host")
            #expect(!text.contains("[[") && !text.contains("{{") && !text.contains("false<"), "\(page)")
            let parser = XMLParser(data: Data(text.utf8))
            #expect(parser.parse(), "\(page) line \(parser.lineNumber): \(String(describing: parser.parserError))")
            for link in text.matches(of: /href="([^"#]+)"/).map({ String($0.output.1) }) {
                let target = folder.appending(path: page).deletingLastPathComponent().appending(path: link)
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) leads to \(link)")
            }
        }
        #expect(try text("merit.css").firstMatch(of: /url\(|@import|https?:/) == nil)
    }

    /// The place on the scale has its interval, the page says how sure, and the department has its funnels.
    @Test(arguments: ["en", "zh-Hans"]) func howSureItIsStandsOnThePages(language: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await report("--language", language).status == 0)
        let people = try pages.filter { $0.hasPrefix("people/") }.map(text)
        let sure = language == "en" ? "Another draw of the same work would come to " : "同样的工作再抽一次，100 次中有 95 次总分在 "
        #expect(people.count { $0.contains(sure) } > 50)
        #expect(people.count { $0.contains("· 95%: ") } > 50)
        let person = language == "en" ? "of what differs between people here " : "人与人的差别中 "
        #expect(people.count { $0.contains(person) } > 50)
        let departments = try pages.filter { $0.hasPrefix("departments/") }.map(text)
        #expect(departments.count { $0.contains("funnel0") } > 1)
        #expect(departments.allSatisfy { !$0.contains("funnel3") })
    }

    /// What customers and raters wrote is theirs; codes, ids and measures are the company's.
    @Test func noEnglishWordIsLeftInChinesePages() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await report("--language", "zh-Hans").status == 0)
        let known: Set = [
            "Merit", "NPS", "CSV", "csv", "results", "indicators", "figure", "rating", "not_my_ticket", "other",
        ]
        for page in try pages {
            var text = try text(page)
            for element in ["head", "blockquote", "code", "pre", "bdi"] {
                text = text.replacing(try Regex("<\(element)[ >][\\s\\S]*?</\(element)>"), with: " ")
            }
            text = text.replacing(/<[^>]*>/, with: " ").replacing(/&[a-z#0-9]+;/, with: " ")
            let words = text.matches(of: /[A-Za-z_]{3,}/).map { String($0.output) }.filter { !known.contains($0) }
            #expect(Set(words).subtracting(Self.wordsOfTheCompany) == [], "\(page)")
        }
    }

    /// Categories of its tickets, and what complaints came from.
    private static let wordsOfTheCompany: Set = [
        "screen", "battery", "network", "printer", "account", "refund", "parts", "wording", "delay",
    ]

    @Test func thePersonsPageSaysWhatTheResultCameFrom() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try await report("--employee", "E017")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try text("people/E017.html").replacing(/<[^>]*>/, with: "")
        for words in [
            "黄娟", "69.96 D", "C is 0.04 points away", "Customer satisfaction 0/5", "from 22 ÷ 28", "from 81.36% to 90%",
            "T260831-017-1", "Nobody told me that the part was out of stock.", "delivered",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(
            try pages == ["history/E017.html", "index.html", "people/E017.html", "quarter.html"]
                + pages.filter { $0.hasPrefix("rules/") })
    }

    /// As whoever sees everyone has it: a folder of one's own has the same drawings.
    @Test func aPersonSeesTheMiddleHalfOfThePeers() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        func drawings() throws -> [String] {
            try text("people/E017.html").matches(of: /<svg[\s\S]*?<\/svg>/).map { String($0.output) }
        }
        #expect(try await report().status == 0)
        let shown = try drawings()
        try FileManager.default.removeItem(at: folder)
        let own = try await Program.run(
            ["report", "--period", "2026-09", "--out", folder.path, "--as", "E017"],
            database: try TestDatabase.current.configuration(user: "merit_sample_portal"))
        #expect(own.status == 0, "\(own.errors)")
        #expect(try drawings() == shown)
        #expect(shown.count { $0.contains("middle half of peers ") } > 5)
        #expect(try text("people/E017.html").contains("each end is the mean of three people"))
    }

    @Test func figuresStandBesideThePages() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await report("--department", "华南维修部").status == 0)
        let results = try text("results.csv").split(separator: "\r\n")
        #expect(results.count == 16)
        #expect(
            results.contains {
                $0.hasPrefix("E017,黄娟,华南维修部,technician,technician@3,scored,69.96,D,0.8,yes,20.00,10,78.57,28,")
            })
        #expect(try text("indicators.csv").contains("E017,attitude,satisfaction,scored,78.571429,28,0.00,5.00,,,\r\n"))
    }

    /// Killed while it writes: what was there stays whole, and the next one takes the draft away.
    @Test func anEndAtAnyMomentLeavesTheOldPages() async throws {
        let parent = folder
        defer { try? FileManager.default.removeItem(at: parent) }
        let place = parent.appending(path: "report")
        let database = try TestDatabase.current.configuration(user: "merit_sample_portal")
        let arguments = ["report", "--period", "2026-09", "--out", place.path, "--as", "H01"]
        #expect(try await Program.run(arguments, database: database).status == 0)
        let before = try #require(FileManager.default.subpaths(atPath: place.path)).sorted()
        // It waits for the first row of what a superuser holds, with its draft begun.
        try await TestDatabase.current.withConnection { holder in
            try await holder.script("begin; lock table merit.result in access exclusive mode")
            let status = try await Program.run(arguments, database: database) { program in
                try await holder.waitUntil(
                    """
                    select exists (
                        select from pg_locks join pg_database d on d.oid = database
                        where datname = current_database() and not granted)
                    """)
                let names = try FileManager.default.contentsOfDirectory(atPath: parent.path)
                #expect(names.contains(".report.merit-\(program.processID)"))
                try program.send(.kill)
            }
            #expect(status == .signaled(Signal.kill.rawValue))
            try await holder.script("rollback")
        }
        #expect(try #require(FileManager.default.subpaths(atPath: place.path)).sorted() == before)
        #expect(try await Program.run(arguments, database: database).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["report"])
    }

    @Test func whatCannotBeIsRefusedInASentence() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try TestDatabase.current.configuration(user: "merit_sample_portal")
        let unknown = try await Program.run(
            ["report", "--period", "2026-9", "--out", folder.path, "--as", "H01"], database: database)
        #expect(unknown.status == 1)
        #expect(unknown.errors == "merit: there is no period \"2026-9\"; did you mean 2026-09?\n")
        let nobody = try await Program.run(["report", "--period", "2026-09", "--out", folder.path], database: database)
        #expect(nobody.status == 1)
        #expect(nobody.errors.hasPrefix("merit: it is not known for whom this login reads; "))
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}

extension DatabaseTemplate {
    /// The sample company with all of its months scored, delivered and reviewed, and an application that people read by.
    static let sample = DatabaseTemplate("sample") { owner in
        let company = SampleCompany(owner: owner)
        try await company.load()
        try await company.ask(as: company.hr())
        try await company.score()
        try await owner.withConnection { connection in
            try await connection.script(
                """
                do $$
                begin
                    -- Roles are the server's: another database may have it already.
                    create role merit_sample_portal login in role merit_person;
                exception
                    when duplicate_object or unique_violation then null;
                end
                $$;
                insert into merit.application (role_name) values ('merit_sample_portal');
                insert into merit.officer (employee_id, duty) values ('H01', 'hr');
                insert into merit.quarter_review (quarter) values ('2026-04-01'), ('2026-07-01');
                select merit.deliver(label, now() + interval '14 days') from merit.appraisal_period;
                """)
        }
        try await company.score()
    }
}
