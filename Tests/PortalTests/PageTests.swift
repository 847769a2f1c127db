import Foundation
import Postgres
import Support
import Testing

/// The portal shows the pages of `Pages`, each to whoever may see it.
@Suite(.database(.forms)) struct PageTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    /// As the folders of `ReportReaderTests`: bob's, cat's, tom's, max's and hilda's results are not delivered.
    private static let seen: [(String, [String])] = [
        ("ann", ["ann"]), ("bob", []), ("pat", ["pat"]), ("sue", ["ann", "bob", "sue"]), ("tom", ["cat"]),
        ("hal", ["ann", "bob", "hal", "sue"]), ("max", ["hal", "hilda", "pat", "sue", "tom", "una"]),
        ("hilda", ["ann", "bob", "cat", "hal", "max", "pat", "sue", "tom", "una"]),
        ("una", ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]),
    ]

    @Test(arguments: seen) func thePagesAreThoseOfWhomTheReaderMaySee(reader: String, people: [String]) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            for person in Self.everyone {
                let isSeen = people.contains(person)
                for path in ["/month/2020-10/of/\(person)", "/month/2020-10/of/\(person)/history"] {
                    let page = try await browser.get(path)
                    #expect(page.status == (isSeen ? 200 : 404), "\(path)")
                    #expect(page.text.contains("name of \(person)") == isSeen, "\(path)")
                    for other in Self.everyone where other != person {
                        #expect(!page.text.contains("name of \(other)"), "\(other) on \(path)")
                    }
                }
            }
            #expect(try await browser.get("/month/2020-10").status == (people.contains(reader) ? 200 : 404))
        }
    }

    /// Wherever links lead from the start page on, there is a page, of nobody whom the reader may not see.
    @Test(arguments: seen) func everyLinkLeadsToAPageOfTheirs(reader: String, people: [String]) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            var (ahead, known): ([String], Set<String>) = (["/"], ["/"])
            while let path = ahead.popLast() {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.utf8.count <= 60_000, "\(path)")
                #expect(!page.text.contains("[[") && !page.text.contains("{{"), "\(path)")
                for person in Self.everyone where !people.contains(person) {
                    #expect(!page.text.contains("name of \(person)"), "\(person) on \(path)")
                }
                for link in page.text.matches(of: /(?:href|action)="(\/[^"#]*)"/).map({ String($0.output.1) }) {
                    // What asks to be sent is no link; the sheet is none of pages.
                    guard !["/sign-out", "/merit.css"].contains(link), !link.hasPrefix("/language"),
                        !link.hasPrefix("/sessions/"), known.insert(link).inserted
                    else { continue }
                    ahead.append(link.replacing("&amp;", with: "&"))
                }
            }
            #expect(known.contains("/period/2020-10"))
            #expect(people.allSatisfy { $0 == reader || known.contains("/month/2020-10/of/\($0)") })
        }
    }

    /// An answer is asked for where one is still open, of the person alone.
    @Test func whatIsToBeAnsweredIsAskedForOnThePage() async throws {
        try await Program.serving { servers, _ in
            let (ann, sue, hilda) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            #expect(try await ann.get("/month/2020-10").text.contains("action=\"/month/2020-10/confirm\""))
            #expect(!ann.page.text.contains("merit_api."))
            try await sue.signIn("sue")
            #expect(try await !sue.get("/month/2020-10/of/ann").text.contains("/confirm"))
            #expect(!sue.page.text.contains("/appeal/"))
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/month/2020-10/of/bob").text.contains("href=\"/appeal/"))
            #expect(hilda.page.text.contains("href=\"/proposal/"))
        }
    }

    /// Until the end of a day: nobody reads the first minute of the next one as that.
    @Test func whatEndsAtMidnightEndsWithTheDayBefore() async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.delivery set answer_by = '2099-03-15 00:00Z' where employee_id = 'ann';
            """)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/").text.contains("Due by the end of 14 Mar 2099"))
            #expect(try await ann.get("/month/2020-10").text.contains(">the end of 14 Mar 2099</span>"))
            ann.headers = [("Accept-Language", "zh-CN")]
            #expect(try await ann.get("/").text.contains("期限 2099年3月14日 24:00"))
            #expect(
                try await ann.get("/month/2020-10").text.contains(
                    "请在 <span class=\"whole\">2099年3月14日 24:00</span> 前答复"))
        }
    }

    /// A phone breaks the label of a period at no hyphen.
    @Test func theLabelOfAPeriodStaysInOneLine() async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            let page = try await ann.get("/month/2020-10/of/ann/history")
            #expect(page.text.contains(#"<th scope="row" class="whole"><bdi>2020-10</bdi></th>"#))
            #expect(try await ann.get("/merit.css").text.contains(".whole { white-space: nowrap; }"))
            // A long one must not make the page wider than the phone.
            try await TestDatabase.current.run(
                "update merit.appraisal_period set label = 'October of the year 2020' where label = '2020-10'")
            let long = try await ann.get("/month/October%20of%20the%20year%202020/of/ann/history")
            #expect(long.text.contains(#"<th scope="row"><bdi>October of the year 2020</bdi></th>"#))
        }
    }

    @Test func theLanguageIsTheReaders() async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/month/2020-10").text.contains("Delivery and answer"))
            try await ann.get("/language?to=%2Fmonth%2F2020-10")
            let page = try await ann.get("/month/2020-10")
            #expect(page.text.contains("送达与答复") && page.text.contains("<html lang=\"zh-Hans\">"))
        }
    }

    /// Only a demo has a page to pick who one is.
    @Test func nobodyElseMayBePicked() async throws {
        try await Program.serving { servers, _ in
            let stranger = Browser(servers[0])
            try await stranger.get("/sign-in")
            #expect(!stranger.page.text.contains("/sign-in/demo"))
            #expect(try await stranger.post("/sign-in/demo", [("person", "ann"), ("door", "")]).status == 404)
            #expect(stranger.cookies["merit"] == nil)
        }
    }
}
