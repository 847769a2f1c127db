import Pages
import Postgres
import Reports
import Support
import Testing

/// The middle half of everyone on a person's page: on the strip of each value, of the total, and as one of the radar's lines.
@Suite(.database(.people)) struct PeersPageTests {
    /// October's rules with what it takes for pages to draw, in three dimensions.
    private static let rules = """
        set session_replication_role = replica;
        update merit.template set document = document || '{
            "title": {"zh": "规则", "en": "Rules"}, "default": true, "posts": [], "eligibility": {"min_days": 10},
            "coverage": {"min_percent": 60},
            "grades": [{"grade": "A", "at_least": 75, "coefficient": 1.2}, {"grade": "B", "at_least": 0, "coefficient": 1}],
            "dimensions": [
                {"code": "d", "title": {"zh": "技能", "en": "Skill"}, "weight": 50, "indicators": [
                    {"code": "solved", "title": {"zh": "解决", "en": "Solved"}, "points": 50,
                        "measure": {"from": "ticket", "at": "closed_at", "value": "count()"},
                        "scale": [{"band": "all", "best": 20, "worst": 0, "points": [50, 0]}]}]},
                {"code": "e", "title": {"zh": "态度", "en": "Attitude"}, "weight": 25, "indicators": [
                    {"code": "manner", "title": {"zh": "举止", "en": "Manner"}, "points": 50,
                        "rated": [{"level": "good", "title": {"zh": "好", "en": "Good"}, "points": [0, 50]}]}]},
                {"code": "f", "title": {"zh": "学习", "en": "Learning"}, "weight": 25, "indicators": [
                    {"code": "courses", "title": {"zh": "课程", "en": "Courses"}, "points": 50,
                        "rated": [{"level": "good", "title": {"zh": "好", "en": "Good"}, "points": [0, 50]}]}]}]
            }';
        update merit.indicator_score set dimension = 'e' where indicator = 'manner';
        insert into merit.indicator_score
        select (jsonb_populate_record(s, '{"dimension": "f", "indicator": "courses"}')).* from merit.indicator_score s where indicator = 'manner';
        """
    private static let spreads = """
        insert into merit.peer_spread (run_id, template_code, sort, code, people, low, middle, high) values
            (1, 'a', 'indicator', 'solved', 10, 3.41, 5.91, 8.41), (1, 'a', 'total', '', 10, 73.37, 75.87, 78.37),
            (1, 'a', 'dimension', 'd', 10, 7.46, 12.46, 17.46), (1, 'a', 'dimension', 'e', 10, 7.46, 13.57, 17.46),
            (1, 'a', 'dimension', 'f', 10, 7.46, 14.68, 17.46);
        update merit.run set finished_at = '2020-11-02 12:00Z';
        """

    private func prepare(_ sql: String) async throws {
        try await TestDatabase.current.withConnection { try await $0.script(sql) }
    }

    private func page(of person: String, as reader: String, in language: Language = .en) async throws -> String {
        try await TestDatabase.current.withConnection(user: "portal") { connection in
            let entering = PostgresStatement("select merit.act_for($1)", parameters: [reader])
            return try await connection.withTransaction(beginningWith: [entering, ServedPages.question]) {
                connection, answers in
                let visit = ServedPages.Visit(
                    period: "2020-10", among: try #require(answers.last), reader: reader, language: language,
                    proof: "proof")
                return try #require(try await ServedPages().person(person, visit, connection)).html
            }
        }
    }

    private func drawings(of page: String) -> [String] {
        page.matches(of: /<svg[\s\S]*?<\/svg>/).map { String($0.output) }
    }

    @Test func aPersonSeesTheMiddleHalfOnTheirOwnMonth() async throws {
        try await prepare(Self.rules + Self.spreads)
        let page = try await page(of: "ann", as: "ann")
        for words in ["middle half of peers 3.41 – 8.41", "middle half of peers 73.37 – 78.37"] {
            #expect(page.contains(words), "\(words)")
        }
        for middle in ["12.46", "13.57", "14.68"] { #expect(page.contains("peers \(middle)"), "\(middle)") }
        // Of a dimension no ends are told.
        #expect(!page.contains("17.46"))
        #expect(page.contains("everyone by the same rules as scored on 2 Nov 2020"))
    }

    @Test func whoeverSeesThePageSeesTheSame() async throws {
        try await prepare(Self.rules + Self.spreads)
        let own = drawings(of: try await page(of: "ann", as: "ann"))
        #expect(own.count >= 3)
        for reader in ["sue", "hilda", "una"] {
            #expect(drawings(of: try await page(of: "ann", as: reader)) == own, "\(reader)")
        }
    }

    @Test func itIsThereInChinese() async throws {
        try await prepare(Self.rules + Self.spreads)
        let page = try await page(of: "ann", as: "ann", in: .zhHans)
        #expect(page.contains("中间一半同事 3.41 – 8.41"))
        #expect(page.contains("2020年11月2日评分时适用同一规则的所有人"))
    }

    /// None was kept, or there are a few whom the reader would learn of: nothing is drawn, and the page says why.
    @Test(arguments: [("ann", "ann", false), ("sue", "max", true)])
    func whereThereAreNoneThePageSaysWhy(person: String, reader: String, areKept: Bool) async throws {
        try await prepare(Self.rules + (areKept ? Self.spreads : ""))
        let page = try await page(of: person, as: reader)
        #expect(!page.contains("middle half of peers"))
        #expect(page.contains("Peers are not shown: too few people have figures by the same rules"))
    }
}
