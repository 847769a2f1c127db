import Appraisal
import Exact
import Testing

@Suite struct FlatteningTests {
    @Test func takesEverythingButDefaultAndPosts() throws {
        let base = try Shipped.template("after-sales")
        let technician = try Shipped.template("technician")
        #expect(base.isDefault && !technician.isDefault)
        #expect(technician.posts == ["technician"])
        #expect(technician.title.en == "Technician appraisal")
        #expect(technician.perspectives == base.perspectives)
        #expect(technician.grades == base.grades)
        #expect(technician.streaks == base.streaks)
        #expect((technician.minDays, technician.minCoverage, technician.plan) == (10, 60, base.plan))
    }

    @Test func addsIndicatorsToADimensionOfTheSameCode() throws {
        let technician = try Shipped.template("technician")
        #expect(technician.dimensions.map(\.code) == ["attitude", "skill", "efficiency", "teamwork", "discipline"])
        #expect(technician.dimensions.map(\.weight) == [20, 45, 20, 5, 10])
        #expect(
            technician.dimensions[1].indicators.map(\.code) == [
                "repair_success", "repair_time", "learning", "first_visit_fix",
            ])
        #expect(technician.dimensions[1].title.zh == "维修技能")
    }

    @Test func replacesIndicatorsOfTheSameCode() throws {
        let agent = try Shipped.template("service-desk-agent")
        #expect(agent.dimensions.map(\.code).last == "customer")
        let teamwork = try #require(agent.dimensions.first { $0.code == "teamwork" })
        #expect(teamwork.indicators.map(\.code) == ["team", "cross_team"])
        #expect(teamwork.indicators.map { $0.measure?.from } == [nil, "collaboration_feedback"])
        #expect(teamwork.weight == 5)
    }

    @Test func leavesNothingToTakeIn() throws {
        let flat = try Shipped.flattened("ecommerce-service")
        #expect(flat.base == nil)
        #expect(try flat.flattened { _ in nil } == flat)
        #expect(!flat.json.contains("weights"))
        #expect(!flat.json.contains("extends"))
    }

    @Test func extendsWhatExtends() throws {
        let senior = """
            template: senior
            version: 2
            extends: technician@3
            title: {zh: 高级, en: Senior}
            near_cut: 1
            """
        let documents = try [Shipped.document("after-sales"), Shipped.document("technician")]
        let template = try TemplateDocument(yaml: senior).flattened { reference in
            documents.first { $0.reference == reference }
        }.template()
        #expect(template.reference.description == "senior@2")
        #expect(template.posts == [])
        #expect(template.nearCut == 1)
        #expect(template.dimensions == (try Shipped.template("technician").dimensions))
    }

    @Test(arguments: [
        ("a@1", "small@1 extends: there is no template a@1 among the files given or the versions published"),
        ("small@1", "small@1 extends: small@1 → small@1 goes round in a circle"),
        ("after-sales", "small@1 extends: expected CODE@VERSION, as in after-sales@1, found 'after-sales'"),
        ("[a@1]", "small@1 extends: expected CODE@VERSION, as in after-sales@1, found a list"),
    ])
    func refusesABase(_ base: String, _ problem: String) {
        #expect(Small.problems(of: "\(Small.text)\nextends: \(base)") == [problem])
    }

    @Test func refusesACircleOfSeveral() throws {
        let documents = try (0..<3).map { index in
            try TemplateDocument(yaml: "{template: t\(index), version: 1, extends: t\((index + 1) % 3)@1}")
        }
        let problems = #expect(throws: Problems.self) {
            try documents[0].flattened { reference in documents.first { $0.reference == reference } }
        }
        #expect(problems?.description == "t2@1 extends: t0@1 → t1@1 → t2@1 → t0@1 goes round in a circle")
    }

    @Test(arguments: [
        ("{attitude: 30, speed: 70}", ""),
        ("{attitude: 40}", "small@1 weights: the dimension 'speed' is missing; every dimension must be named"),
        ("{attitude: 30, speed: 70, skil: 5}", "small@1 weights: unknown dimension 'skil'; known are attitude, speed"),
        ("{attitude: 30, speed: 60}", "small@1 dimensions: the weights add up to 90, not to 100"),
        ("[30, 70]", "small@1 weights: expected a mapping of dimensions, found a list"),
        (
            "{attitude: 30, speed: much}",
            "small@1 speed weight: expected a number above 0, up to 100, with at most 2 digits behind the point, found 'much'"
        ),
    ])
    func weightsNameEveryDimension(_ weights: String, _ problem: String) {
        #expect(Small.problems(of: "\(Small.text)\nweights: \(weights)").joined(separator: "\n") == problem)
    }

    @Test func aDimensionChangedTwiceIsFoundOut() throws {
        let base = try TemplateDocument(yaml: Small.text)
        let text = """
            template: twice
            version: 1
            extends: small@1
            dimensions: [{code: speed, weight: 60}, {code: speed, weight: 60}]
            """
        let problems = #expect(throws: Problems.self) {
            try TemplateDocument(yaml: text).flattened { _ in base }.template()
        }
        #expect(
            problems?.description == """
                twice@1 speed: the key 'title' is missing
                twice@1 speed: the key 'indicators' is missing
                """)
    }
}
