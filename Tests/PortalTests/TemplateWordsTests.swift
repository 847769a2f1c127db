import Appraisal
import Measures
import Reports
import Support
import Testing

@testable import Portal

/// What a form of a template can be wrong in is told in Chinese too.
@Suite struct TemplateWordsTests {
    @Test func everyMistakeOfAFormIsToldInChinese() throws {
        let document = try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }
        let chinese = TemplateWords(.zhHans)
        var told: Set<String> = []
        for part in [TemplateField.Part.whole, .indicator("manner"), .indicator("response")] {
            for field in document.fields(of: part) {
                #expect(chinese.label(field).contains { $0 > "\u{2E80}" }, "\(field.name)")
                let long = String(repeating: "长", count: 600)
                for text in field.what.isText
                    ? ["", long] : ["", "so", "-5", "0", "3", "101", "0.001", "9999999999999999"]
                {
                    let changed = document.entering([field.name: text], in: part)
                    do throws(Problems) {
                        _ = try changed.template()
                    } catch {
                        for problem in error.list {
                            let sentence = chinese.problem(problem)
                            told.insert(sentence.filter { $0 > "\u{2E80}" })
                            #expect(
                                !sentence.contains("检查结果") && !sentence.contains("{"),
                                "\(field.name) \(text): \(problem)")
                            #expect(TemplateWords(.en).problem(problem) == problem.reason)
                        }
                    }
                }
            }
        }
        #expect(told.count > 12, "\(told)")
    }

    @Test func differencesAreNamedInBothLanguages() throws {
        let outline = TemplateOutline([try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }.template()]
        )
        let (zh, en) = (TemplateWords(.zhHans), TemplateWords(.en))
        #expect(zh.place("speed/response", outline) == "响应" && en.place("speed/response", outline) == "Response")
        #expect(zh.place("cap 2", outline) == "第 2 条等级上限" && en.place("cap 2", outline) == "Cap 2")
        #expect(
            zh.difference("measured_in") == "数据指标计入哪些评价"
                && en.difference("measured_in") == "sheets with what is measured")
        #expect(zh.place("outcome own", outline) == "建议“own”" && en.place("outcome own", outline) == "Outcome own")
        #expect(zh.difference("cap") == "等级上限" && en.difference("cap") == "cap on the grade")
        #expect(zh.place("source self", outline) == "自评" && en.place("grade A", outline) == "Grade A")
        #expect(en.place("gone/indicator", outline) == "gone/indicator")
        #expect(
            zh.value("90 to 80: 11 to 8 points, in steps of 1", of: "band x") == "90 到 80：11 到 8 分，步长 1")
    }

    /// A level is called what people read, as it is written just now.
    @Test func levelsAreNamedByTheirTitles() throws {
        let document = try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }
        let (zh, en) = (TemplateWords(.zhHans), TemplateWords(.en))
        let part = TemplateField.Part.indicator("manner")
        let fields = document.fields(of: part)
        #expect(
            fields.map(zh.label).contains("水平“热情”：最低分") && fields.map(en.label).contains("Level Cold: highest points"))
        #expect(!fields.map(en.label).contains { $0.contains("warm") || $0.contains("cold") })
        let title = try #require(fields.first { $0.what == .en })
        for (text, label) in [("Friendly", "Level Friendly: lowest points"), ("", "Level 热情: lowest points")] {
            let written = document.fields(of: part, entering: [title.name: text])
            #expect(written.map(en.label).contains(label), "\(written.map(en.label))")
        }
        // One that has no name yet is called by its number.
        let more = document.fields(of: part, rows: ["0", "1", "n1"])
        #expect(more.map(zh.label).contains("水平“3”：最低分") && more.map(en.label).contains("Level 3: lowest points"))
        let outline = TemplateOutline([try document.template()])
        let place = "attitude/manner"
        #expect(zh.difference("level warm", at: place, outline) == "水平“热情”")
        #expect(en.difference("level warm", at: place, outline) == "level Warm")
        #expect(en.difference("level gone", at: place, outline) == "level gone")
        #expect(
            zh.placeInWords("small@1 attitude/manner level \"warm\" points", in: TemplateOutline(document))
                == "沟通 · 水平“热情” · 分数")
        #expect(
            zh.placeInWords("small@1 attitude/manner level \"gone\" points", in: outline) == "沟通 · 水平“gone” · 分数")
    }

    /// What YAML alone can be wrong in, too.
    @Test(arguments: [
        ("near_cut: 0.50", "near: 1"), ("version: 1", "version: x"), ("version: 1", "default: perhaps"),
        ("template: small", "template: 9x"), ("self: {weight: 20}", "self: 20"), ("rated:", "levels:"),
        ("scale:", "bands:"), ("points: [5, 10]", "points: [5, 10, 15]"), ("grade: B, at_least", "grade: A, at_least"),
        ("level: cold", "level: warm"), ("band: slow", "band: quick"), ("code: speed", "code: attitude"),
        ("code: response", "code: manner"), ("outcome: warning", "outcome: praise"), ("at_most: 3", "at_most: 99"),
        ("grade: B, periods: 2", "grade: B, periods: 99"), ("at: opened_at", "at: opened_at, as_of: now"),
        ("at: opened_at", "at: opened_at, scored_on: adjusted"), ("at: opened_at", "at: opened_at, one_per: 'a,b,c'"),
        ("at: opened_at", "at: opened_at, mix: [a, a]"),
        ("at: opened_at", "at: opened_at, mix: [a], per: employed_day"),
        ("at: opened_at", "at: opened_at, mix: [a], relative_to: previous"),
        ("at: opened_at", "at: opened_at, relative_to: boss"), ("at: opened_at", "at: opened_at, of: team"),
        ("at: opened_at", "at: opened_at, of: department, per: working_day"),
        ("supervisor: {weight: 80, required: true}", "data: {weight: 80, position: 1}"), ("unit: hour", "rated: []"),
        ("min_sample: 3", "min_sample: 0.5"), ("near_cut: 0.50", "posts: [a, a]"),
        ("near_cut: 0.50", "extends: small@1"), ("near_cut: 0.50", "measured_in: data"),
        ("near_cut: 0.50", "measured_in: sheet"), ("near_cut: 0.50", "measured_in: [data]"),
        ("near_cut: 0.50", "caps: [{indicator: manner, at_least: 1, at_most: 2, grade: A, title: {zh: 上限, en: Cap}}]"),
        ("near_cut: 0.50", "caps: [{indicator: gone, grade: F}, {indicator: response, at_least: x, grade: B}]"),
        (
            "near_cut: 0.50",
            "caps: [{indicator: response, at_least: 1, grade: B, title: {zh: 甲, en: A}}, {indicator: response, at_most: 9, grade: B, title: {zh: 甲, en: A}}]"
        ), ("near_cut: 0.50", "caps: [\(String(repeating: "{}, ", count: 21))]"),
        ("near_cut: 0.50", "outcomes: [own]"), ("near_cut: 0.50", "outcomes: {warning: {zh: 警示, en: Warning}}"),
        ("near_cut: 0.50", "outcomes: {own: {zh: 跟岗一周}}"), ("near_cut: 0.50", "outcomes: {9x: 跟岗一周}"),
        ("near_cut: 0.50", "outcomes: {\((1...21).map { "o\($0): {zh: 甲, en: A}" }.joined(separator: ", "))}"),
        ("near_cut: 0.50", "outcomes: {own: {zh: \(String(repeating: "岗", count: 101)), en: A}}"),
    ]) func whatAFileIsWrongInIsToldInChinese(_ text: String, _ wrong: String) throws {
        let document = try TemplateDocument(yaml: SmallTemplate.text.replacing(text, with: wrong))
        let problems = #expect(throws: Problems.self) { try document.template() }
        for problem in try #require(problems).list {
            let told = TemplateWords(.zhHans).problem(written: problem.description, in: TemplateOutline(document))
            #expect(!told.contains("检查结果") && !told.contains("{") && !told.contains("small@1 "), "\(problem): \(told)")
        }
    }

    /// What a document names stands as it is, be it called like a type or like a place in a sentence.
    @Test func namesAreNoWords() throws {
        let ticket = SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("opened_at", .timestamptz), ("date", .text), ("text", .date), ("a", .numeric),
            ])
        let catalog = SourceCatalog(relations: ["ticket": ticket])
        for (at, value, sentence) in [
            ("date", "count()", "date 是 文本；只有 timestamptz、timestamp 和 date 能把一行归入期间。"),
            ("opened_at", "avg(date)", "avg 需要数字或时长；date 是文本。"), ("opened_at", "count(text)", "count 需要条件；text 是日期。"),
            ("opened_at", "date", "列 date 不在聚合里；请写 avg(date)、sum(date) 等。"),
        ] {
            let definition = MeasureDefinition(from: "ticket", at: at, filter: nil, value: value)
            guard case .failure(let problems) = CheckedMeasure.check(definition, in: catalog) else {
                Issue.record("\(value) can be measured")
                continue
            }
            let told = problems.list.map {
                TemplateWords(.zhHans).problem(Problem(place: "small@1", reason: $0.reason))
            }
            #expect(told.contains(sentence), "\(problems.list): \(told)")
        }
        for (reason, sentence) in [
            ("unknown grade '{1}'; the grades are A, {0}", "没有等级“{1}”；可读的等级：A, {0}。"),
            ("unknown key '[1]'; the keys here are text, date", "没有键“[1]”；这里可用的键：text, date。"),
            ("unknown dimension 'date'; known are {0}, text", "没有维度“date”；现有的：{0}, text。"),
        ] {
            #expect(TemplateWords(.zhHans).problem(Problem(place: "small@1", reason: reason)) == sentence)
        }
    }

    /// And what the source and the language of measures have against it.
    @Test(arguments: [
        "avg(first_respons_at)", "avg(hours(opened_at))", "avg(status)", "sum(points", "count(", "opened_at", "'x'",
        "1",
        "avg(avg(amount))", "share(amount)", "share(status = 3)", "percentile(101, amount)", "frobnicate(amount)",
        "averge(amount)", "avg(hours(elapsed(opened_at)))", "nps(status)", "count(a between 1 and 2)",
        "count(1 < 2 < 3)",
        "count(status == 'x')", "count(status = null)", "amount", "status > 'a'", "avg(first_response_at - opened_at)",
        "sum(amount) / 0", "coalesce(sum(amount), avg(first_response_at - opened_at))", "", "count(amount + status)",
        "#",
        "count('x", "sum(amount) + avg(first_response_at - opened_at)",
    ]) func whatIsWrongWithAMeasureIsToldInChinese(value: String) throws {
        let ticket = SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("opened_at", .timestamptz), ("first_response_at", .timestamptz),
                ("status", .text), ("amount", .numeric),
            ])
        let catalog = SourceCatalog(relations: ["ticket": ticket])
        for (from, at) in [("ticket", "opened_at"), ("tickt", "opened_at"), ("ticket", "status"), ("ticket", "day")] {
            let definition = MeasureDefinition(from: from, at: at, filter: nil, value: value)
            guard case .failure(let problems) = CheckedMeasure.check(definition, in: catalog) else {
                Issue.record("\(value) can be measured")
                continue
            }
            for problem in problems.list {
                let text = "small@1 speed/response \(problem.part.rawValue) position 1: \(problem.reason)"
                let told = TemplateWords(.zhHans).problem(written: text, in: nil)
                #expect(!told.contains("检查结果") && !told.contains("{"), "\(text)")
            }
        }
    }

    @Test func whyWhatDoesNotAddUpIsNoFigureOfADepartmentIsToldInChinese() throws {
        let definition = MeasureDefinition(
            from: "ticket", at: "opened_at", filter: nil, value: "median(amount)", isOfDepartment: true)
        let problem = try #require(CheckedMeasure.syntaxProblems(of: definition).list.first)
        let told = TemplateWords(.zhHans).problem(written: "small@1 speed/response of: \(problem.reason)", in: nil)
        #expect(told.contains("median(amount) 不能按人相加") && told.contains("谁的数据"), "\(told)")
    }

    @Test(
        arguments: [("count()", nil), ("share(good)", "part")] as [(String, String?)],
        [MeasureDefinition.Choice.lowest, .mean])
    func whyNoRowIsTheWorstAndThereIsNoMeanOfMeansIsToldInChinese(
        _ one: (value: String, credit: String?), choice: MeasureDefinition.Choice
    ) throws {
        let ticket = SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("opened_at", .timestamptz), ("customer", .text), ("good", .boolean),
                ("part", .numeric),
            ])
        let definition = MeasureDefinition(
            from: "ticket", at: "opened_at", filter: nil, value: one.value,
            onePer: .init(column: "customer", choice: choice), credit: one.credit)
        let problems = #expect(throws: MeasureProblems.self) {
            try CheckedMeasure.check(definition, in: SourceCatalog(relations: ["ticket": ticket])).get()
        }
        for problem in try #require(problems).list {
            let told = TemplateWords(.zhHans).problem(
                written: "small@1 speed/response one_per: \(problem.reason)", in: nil)
            #expect(told.contains("请去掉") && !told.contains("检查结果") && !told.contains("{"), "\(told)")
        }
    }
}
