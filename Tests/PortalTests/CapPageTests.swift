import Postgres
import Support
import Testing

/// What holds a grade is said wherever the grade is shown, and no page promises a grade that it does not leave.
@Suite(.database(.rules)) struct CapPageTests {
    /// Ann has 1.41 of what caps the grade from 5 down; her total alone would bring A.
    private static let rules = """
        insert into merit.template (document) values ('{"template": "capped", "version": 1, "title": {"zh": "服务台", "en": "Desk"},
            "posts": ["capped"], "sources": {"supervisor": {"weight": 100, "position": 1}},
            "grades": [{"grade": "A", "at_least": 80, "coefficient": 1.2}, {"grade": "B", "at_least": 60, "coefficient": 1},
                {"grade": "C", "at_least": 0, "coefficient": 0.8}],
            "caps": [{"indicator": "solved", "at_most": 5, "grade": "B", "title": {"zh": "解决太少", "en": "Too few solved"}}],
            "dimensions": [{"code": "d", "title": {"zh": "技能", "en": "Skill"}, "weight": 100, "indicators": [
                {"code": "solved", "title": {"zh": "解决数", "en": "Solved"}, "points": 50, "unit": "count",
                    "measure": {"from": "ticket", "at": "closed_at", "value": "count()"},
                    "scale": [{"band": "all", "best": 100, "worst": 0, "points": [50, 0]}]},
                {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                    {"level": "any", "title": {"zh": "任一", "en": "Any"}, "points": [0, 50]}]}]}]}');
        update merit.template set status = 'checked' where code = 'capped';
        update merit.template set status = 'published' where code = 'capped';
        insert into merit.template (document)
        select jsonb_set(jsonb_set(document, '{version}', '2'), '{caps,0,grade}', '"C"') from merit.template where code = 'capped';
        update merit.template set status = 'checked' where code = 'capped' and version = 2;
        set session_replication_role = replica;
        insert into merit.period_template (period_id, template_id)
        select period_id, template_id from merit.template, generate_series(1, 2) period_id where code = 'capped' and version = 1;
        update merit.result set template_code = 'capped', template_version = 1, total = 92.37, grade = 'B', capped_by = 'solved'
        where employee_id = 'ann';
        update merit.result set template_code = 'capped', template_version = 1, total = 70.37, grade = 'B' where employee_id = 'bob';
        update merit.standing_so_far set template_code = 'capped', template_version = 1, total = 92.37, grade = 'B', capped_by = 'solved',
            indicators = '[{"dimension": "d", "indicator": "solved", "state": "scored", "value": 1, "points": 0.5, "max_points": 50}]'
        where employee_id = 'ann';
        set session_replication_role = origin;
        """

    private static let held =
        "\"Too few solved\" leaves B at best; the total of 92.37 alone would bring A"
    private static let heldInChinese = "因“解决太少”，等级最高为 B；总分 92.37 本为 A"
    private static let next = "With \"Too few solved\" there is none above B, whatever the total."

    private func signedIn(_ person: String, _ server: String) async throws -> Browser {
        let browser = Browser(server)
        try await browser.signIn(person)
        return browser
    }

    private func text(_ path: String, _ browser: Browser) async throws -> String {
        let page = try await browser.get(path)
        #expect(page.status == 200, "\(path)")
        return page.text.replacing("&quot;", with: "\"")
    }

    @Test func thePersonAndWhoTalksWithThemReadWhatHeldTheGrade() async throws {
        try await TestDatabase.current.run(Self.rules)
        try await Program.serving { servers, _ in
            let ann = try await signedIn("ann", servers[0])
            for path in ["/month/2020-10", "/standing/2020-11"] {
                let text = try await text(path, ann)
                #expect(text.contains(Self.held) && text.contains(Self.next), "\(path)\n\(text)")
                #expect(!text.contains("points away"), "\(path)")
            }
            try await ann.get("/language?to=%2Fmonth%2F2020-10")
            let chinese = try await text("/month/2020-10", ann)
            #expect(chinese.contains(Self.heldInChinese))
            #expect(chinese.contains("有“解决太少”时，等级最高为 B，无论总分多少。"))
            let sue = try await signedIn("sue", servers[0])
            #expect(try await text("/month/2020-10/of/ann/interview", sue).contains(Self.held))
            // Bob's total brings no better one than the cap leaves, and the next is not promised.
            let bobs = try await text("/month/2020-10/of/bob", sue)
            #expect(!bobs.contains("leaves B at best") && bobs.contains(Self.next) && !bobs.contains("points away"))
            let hilda = try await signedIn("hilda", servers[0])
            let anns = try await text("/month/2020-10/of/ann", hilda)
            #expect(anns.contains("by the total alone, without the cap on the grade"))
            let north = try await text("/period/2020-10/department?name=north&page=1", hilda)
            #expect(north.matches(of: /<small>capped<\/small>/).count == 1)
        }
    }

    @Test func theRulesSayIt() async throws {
        try await TestDatabase.current.run(Self.rules)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            #expect(
                try await text("/templates/capped/1/sheet", hilda).contains(
                    "Too few solved: where Solved is 5 times or less, the grade is B at best, whatever the total."))
            let compared = try await text("/templates/capped/2/compare", hilda)
            for cell in ["Cap 1", "cap on the grade", "solved ≤ 5 → B, 解决太少 / Too few solved", "solved ≤ 5 → C, "] {
                #expect(compared.contains(cell), "\(cell)")
            }
            #expect(
                try await text("/templates/capped/2/edit", hilda).contains(
                    "Caps on grades, 1 in all, are not in this form"))
            try await hilda.get("/language?to=%2Ftemplates%2Fcapped%2F1%2Fsheet")
            #expect(
                try await text("/templates/capped/1/sheet", hilda).contains("解决太少：解决数不超过 5 次时，无论总分多少，等级最高为 B。"))
            #expect(try await text("/templates/capped/2/compare", hilda).contains("第 1 条等级上限"))
            #expect(try await text("/templates/capped/2/edit", hilda).contains("等级上限（1 条）不在此表单中，保持不变"))
        }
    }

    /// By what is stored, with 90 points of ann's supervisor.
    @Test func aTrialSaysWhomTheyHold() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.evaluation set points = 90 where employee_id = 'ann' and source = 'supervisor' and period_id = 1;
            """)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            let tried = try await text("/templates/capped/2/try?period=2020-10", hilda)
            #expect(tried.contains("<bdi>B → C (Too few solved)</bdi>"), "\(tried)")
            try await hilda.get("/language?to=%2Ftemplates")
            #expect(try await text("/templates/capped/2/try?period=2020-10", hilda).contains("B → C（解决太少）"))
        }
    }

    /// A form changes what it is about, and keeps the caps.
    @Test func aFormKeepsThem() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            try await hilda.get("/templates/capped/2/edit")
            let fields = hilda.page.text.matches(of: /<input id="([^"]+)" name="[^"]+"[^>]* value="([^"]*)"/).map {
                (String($0.output.1), $0.output.1 == "grades.0.at_least" ? "85" : String($0.output.2))
            }
            let seen = hilda.page.hidden("seen").map { [("seen", $0)] } ?? []
            #expect(try await hilda.post("/templates/capped/2/edit", seen + fields).status == 303)
            #expect(
                try await database.value(
                    """
                    select concat_ws(' ', after.document #>> '{grades,0,at_least}', after.document #>> '{caps,0,grade}',
                        after.document #>> '{caps,0,at_most}')
                    from merit.template after where code = 'capped' and version = 2
                    """) == "85 C 5")
        }
    }
}
