import Appraisal
import Exact
import Pages
import Postgres
import Reports
import Support
import Testing

/// What the database keeps in English alone, or by a code, is told in Chinese where the reader reads that.
@Suite(.database(.forms)) struct ChinesePageTests {
    private static let problems: [EvaluationProblem] = [
        .perspectiveNotUsed(.peer, TemplateReference(code: "模板", version: 1)),
        .perspectiveNotUsed(.data, TemplateReference(code: "模板", version: 1)),
        .unknownIndicator("甲", TemplateReference(code: "模板", version: 1)),
        .measuredIndicator("甲", TemplateReference(code: "模板", version: 1)),
        .outsideLevels(indicator: "甲", points: 12, levels: []), .overallOutOfRange(101), .ratesTheRater(.supervisor),
        .ratesTheRater(.peer), .speaksForAnother(rater: "乙"), .ownSupervisor("乙"),
        .notTheSupervisor(rater: "乙", supervisor: "丙"), .notTheSupervisor(rater: "乙", supervisor: nil), .fewPeers,
    ]

    @Test(arguments: problems) func whyAnEvaluationDoesNotCountIsTold(problem: EvaluationProblem) {
        let told = Words(.zhHans).problem("\(problem)")
        #expect(!told.contains { $0.isASCII && $0.isLetter } && !told.contains("{"), "\(told)")
        for name in ["甲", "乙", "丙", "模板@1", "101"] where "\(problem)".contains(name) {
            #expect(told.contains(name), "\(told)")
        }
        #expect(Words(.en).problem("\(problem)") == "\(problem)")
    }

    @Test func whatNobodyKnowsStaysAsItStands() {
        #expect(Words(.zhHans).problem("something else") == "something else")
    }

    /// By the rules of the result: an indicator by its title.
    @Test func desksAndAppealsAreInChinese() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = document || '{"dimensions": [{"code": "d", "indicators": [
                {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}}, {"code": "manner", "title": {"zh": "沟通", "en": "Manner"}}]}]}'
            where code = 'a' and version = 1;
            update merit.evaluation set indicator = 'manner', problem = 'nobody is their own supervisor'
            where period_id = 1 and employee_id = 'bob' and source = 'supervisor';
            """)
        let number = try await database.value("select appeal_id from merit.appeal where employee_id = 'bob'") ?? ""
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/appeal/\(number)").text.contains("<bdi>Solved</bdi>"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            let appeal = try await hilda.get("/appeal/\(number)")
            #expect(appeal.text.contains("<bdi>解决率</bdi>") && !appeal.text.contains("<bdi>solved</bdi>"))
            let desk = try await hilda.get("/period/2020-10/desk")
            #expect(desk.text.contains("“上级评价”不能由本人给出") && desk.text.contains("<bdi>沟通</bdi>"))
            #expect(!desk.text.contains("nobody is their own"))
        }
    }
}
