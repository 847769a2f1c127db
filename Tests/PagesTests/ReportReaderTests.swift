import Foundation
import Pages
import Postgres
import Support
import Testing

/// A folder of pages is for one reader, and shows what that one may see by docs/people.md.
@Suite(.database(.people)) struct ReportReaderTests {
    private static let numbers = [
        "ann": 1, "bob": 2, "cat": 3, "sue": 4, "tom": 5, "max": 6, "hal": 7, "hilda": 8, "pat": 9, "una": 10,
    ]

    private func write(
        as reader: String?, login: String = "portal", _ adjust: (inout Report.Request) -> Void = { _ in }
    ) async throws -> (summary: Report.Summary, report: ReportOnDisk) {
        var request = Report.Request(period: "2020-10")
        request.reader = reader
        adjust(&request)
        let place = ReportOnDisk.place()
        let summary = try await TestDatabase.current.withConnection(user: login) { [request] connection in
            try await Report.write(request, to: place.path, on: connection) { _ in }
        }
        return (summary, ReportOnDisk(folder: place))
    }

    /// Why it is not written; nil where it is.
    private func refusal(of request: Report.Request, login: String, to place: URL) async throws -> String? {
        do {
            try await TestDatabase.current.withConnection(user: login) { connection in
                _ = try await Report.write(request, to: place.path, on: connection) { _ in }
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Bob's, cat's, tom's, max's and hilda's results are not delivered.
    @Test(arguments: [
        ("ann", ["ann"]), ("bob", []), ("pat", ["pat"]), ("sue", ["ann", "bob", "sue"]), ("tom", ["cat"]),
        ("hal", ["ann", "bob", "hal", "sue"]), ("max", ["hal", "hilda", "pat", "sue", "tom", "una"]),
        ("hilda", ["ann", "bob", "cat", "hal", "max", "pat", "sue", "tom", "una"]),
        ("una", ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]),
    ])
    func thePagesAreThoseOfWhomTheReaderMaySee(reader: String, people: [String]) async throws {
        let (summary, report) = try await write(as: reader)
        defer { report.remove() }
        #expect(summary.reader.employee == reader)
        #expect(try report.files(".html").filter { $0.hasPrefix("people/") } == people.map { "people/\($0).html" })
        #expect(try report.files(".html").filter { $0.hasPrefix("history/") } == people.map { "history/\($0).html" })
        let everything = try report.everything()
        for (person, number) in Self.numbers {
            // Each number of a person bears that person's; the mean of the head office happens to be one, too.
            let isSeen = people.contains(person)
            #expect(try report.text("indicators.csv").contains("\(person),d,solved,") == isSeen, "points of \(person)")
            #expect(try report.text("results.csv").contains(",\(70 + number).37,") == isSeen, "the total of \(person)")
            #expect(everything.contains("name of \(person)") == isSeen, "the name of \(person)")
        }
    }

    @Test func aLoginOfOnesOwnNeedsNobodyToSayWhoItIs() async throws {
        let (summary, report) = try await write(as: nil, login: "person_ann")
        defer { report.remove() }
        #expect(summary.reader.employee == "ann")
        #expect(try report.text("index.html").contains("href=\"people/ann.html\""))
        #expect(try report.text("people/ann.html").contains("merit_api.object(&#39;2020-10&#39;"))
    }

    @Test(arguments: [
        (String?.none, "portal", "it is not known for whom this login reads"),
        ("ann", "person_sue", "the login \"person_sue\" acts for nobody but itself"),
    ])
    func whoIsNobodyGetsNothing(reader: String?, login: String, refusal: String) async throws {
        var request = Report.Request(period: "2020-10")
        request.reader = reader
        let place = ReportOnDisk.place()
        let refused = try await self.refusal(of: request, login: login, to: place)
        #expect(refused?.contains(refusal) == true, "\(refused ?? "written")")
        #expect(!FileManager.default.fileExists(atPath: place.path))
    }

    @Test func onePersonOrOneDepartmentIsWrittenAlone() async throws {
        let one = try await write(as: "hilda") { $0.employee = "ann" }
        defer { one.report.remove() }
        #expect(try one.report.files(".html").filter { $0.hasPrefix("people/") } == ["people/ann.html"])
        let north = try await write(as: "hilda") { $0.department = "north" }
        defer { north.report.remove() }
        #expect(
            try north.report.files(".html").filter { $0.hasPrefix("people/") } == [
                "people/ann.html", "people/bob.html", "people/sue.html",
            ])
        var request = Report.Request(period: "2020-10")
        (request.reader, request.employee) = ("sue", "cat")
        let refused = try await refusal(of: request, login: "portal", to: ReportOnDisk.place())
        #expect(refused == "period \"2020-10\" has no result of \"cat\" that sue may see")
    }

    /// Whatever people write stays text: in names, words, reasons, and in the ids that files are called by.
    @Test func nothingThatAPersonWritesBecomesMarkup() async throws {
        let hostile = "<script>alert(1)</script>\u{202E}\"'&{{total}}[[a|b]]</bdi>\"\u{301} onfocus=alert(1)"
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("set session_replication_role = replica")
            try await connection.execute(
                "update merit.result set name = $1, department = $1, post = $1, reason = null where employee_id = 'ann'",
                hostile)
            try await connection.execute(
                "update merit.newest_result set department = $1 where employee_id = 'ann'", hostile)
            try await connection.execute("update merit.evaluation set comment = $1 where employee_id = 'ann'", hostile)
            try await connection.execute("update merit.appeal set reason = $1 where employee_id = 'ann'", hostile)
            try await connection.execute(
                "update merit.improvement_task set proposal = $1, tickets = array[$1] where employee_id = 'ann'",
                hostile)
            try await connection.execute(
                "insert into merit.customer_comment (period_id, employee_id, relation, score, comment, responded_at) values (1, 'ann', 'nps_response', 1, $1, '2020-10-03')",
                hostile)
            for table in ["result", "newest_result", "indicator_score", "delivery"] {
                try await connection.execute(
                    "update merit.\(table) set employee_id = $1 where employee_id = 'bob'", "../<b>\u{202E}é")
            }
        }
        let (_, report) = try await write(as: "hilda")
        defer { report.remove() }
        let pages = try report.files(".html")
        #expect(pages.contains("people/_2e_2e_2f_3cb_3e_e2_80_ae_c3_a9.html"))
        for page in pages {
            let text = try report.text(page)
            #expect(!text.contains("<script"), "\(page)")
            #expect(!text.utf8.contains("\"\u{301}".utf8), "\(page)")
            #expect(!text.unicodeScalars.contains("\u{202E}"), "\(page)")
        }
        let ann = try report.text("people/ann.html")
        #expect(
            ann.contains(
                "&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}&quot;&#39;&amp;{{total}}[[a|b]]&lt;/bdi&gt;&quot;\u{301} onfocus"
            ))
        // Name, department, what raters, customers and the person wrote, the appeal, the ticket.
        #expect(ann.components(separatedBy: "&lt;script").count > 8)
    }

    @Test func anUnknownPeriodIsAnsweredWithTheClosest() async throws {
        let place = ReportOnDisk.place()
        var request = Report.Request(period: "2020-1O")
        request.reader = "hilda"
        let refused = try await refusal(of: request, login: "portal", to: place)
        #expect(refused == "there is no period \"2020-1O\"; did you mean 2020-10?")
        #expect(!FileManager.default.fileExists(atPath: place.path))
    }
}
