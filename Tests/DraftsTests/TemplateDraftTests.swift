import Appraisal
import Drafts
import Support
import Testing

/// A department's spreadsheet becomes a template, or a list of cells to mend.
@Suite struct TemplateDraftTests {
    private func draft(_ text: String, _ change: (inout DraftOptions) -> Void = { _ in }) throws -> TemplateDraft {
        var options = DraftOptions()
        options.posts = ["desk"]
        change(&options)
        return try TemplateDraft(grid(text), file: "sheet.csv", options)
    }

    /// The cells that are wrong, with what is wrong.
    private func problems(_ text: String) throws -> [String] {
        do {
            let text = try draft(text).text
            return ["no problem: \(text)"]
        } catch {
            return (error as? TemplateDraft.Flaws)?.list.map { flaw in
                "\(flaw.place.map { "\($0)" } ?? "-"): \(flaw.words.en)"
            } ?? ["\(error)"]
        }
    }

    @Test(
        arguments: [
            // A row a level, cells shown as one.
            (
                """
                客服考核表|<|<|<|<
                维度|指标|分值|评分标准|得分
                服务态度（60%）|沟通态度|30|热情主动|20-30
                ^|^|^|平淡|10-19.99
                ^|^|^|恶劣|0-9
                ^|满意度|30|≥95%|满分
                ^|^|^|90%-95%|20
                ^|^|^|<90%|0
                效率（40%）|时效|40|1小时以内|40
                |||1-2小时|20-40
                |||其他|0
                合计||100||
                制表人：||||
                """,
                [
                    "服务态度 60", "  沟通态度 30: 热情主动 20–30; 平淡 10–19.99; 恶劣 0–9", "  满意度 30: ≥95% 30; 90%-95% 20; <90% 0",
                    "效率 40",
                    "  时效 40: 1小时以内 40; 1-2小时 20–39.99; 其他 0",
                ]
            ),
            // All levels in one cell; weights are parts of 1, points are out of 100.
            (
                """
                KPI,
                No|Category|KPI|Weight|Scoring criteria|Data source|Self score
                1|Quality|First time fix|0.6|≥ 90%: 100 points; 80%-90%: 80 points; < 80%: 0 points|repair reports|
                2|Speed|Response|0.4|within 1 hour → full points\\n1-2 hours → 50%\\nover 2 hours → 0|tickets|
                """,
                [
                    "Quality 60", "  First time fix 60: ≥ 90% 60; 80%-90% 48; < 80% 0", "Speed 40",
                    "  Response 40: within 1 hour 40; 1-2 hours 20; over 2 hours 0",
                ]
            ),
            // A column a level, below one heading; the weight of the dimension beside it.
            (
                """
                一级指标|权重|指标名称|权重|评分标准|<|<|备注
                ^|^|^|^|优秀（100%）|合格（60%）|不合格（0）|^
                态度|100%|礼貌|５０％|始终礼貌|基本礼貌|有投诉|听录音
                ||出勤|50%|全勤|迟到1-2次|迟到3次以上|
                """,
                [
                    "态度 100", "  礼貌 50: 优秀: 始终礼貌 50; 合格: 基本礼貌 30; 不合格: 有投诉 0",
                    "  出勤 50: 优秀: 全勤 50; 合格: 迟到1-2次 30; 不合格: 迟到3次以上 0",
                ]
            ),
            // Columns that are levels by their own names; sections between the rows; worst first.
            (
                """
                指标|满分|差(0分)|良(6-8分)|优(9-10分)
                一、服务（60%）|<|<|<|<
                沟通|10|冷淡|正常|热情
                1.回访|10|不回访|偶尔|每次
                二、纪律（40分）|<|<|<|<
                考勤|10|旷工|迟到|全勤
                """,
                [
                    "服务 60", "  沟通 10: 优: 热情 9–10; 良: 正常 6–8; 差: 冷淡 0", "  回访 10: 优: 每次 9–10; 良: 偶尔 6–8; 差: 不回访 0",
                    "纪律 40",
                    "  考勤 10: 优: 全勤 9–10; 良: 迟到 6–8; 差: 旷工 0",
                ]
            ),
            // Points stand with the levels alone; no dimensions; an indicator without levels.
            (
                """
                Indicator|Level|Points
                Attitude|Good|30
                |Fair|15
                |Poor|0
                Knowledge|Good|70
                |Poor|0
                """,
                ["全部指标 100", "  Attitude 30: Good 30; Fair 15; Poor 0", "  Knowledge 70: Good 70; Poor 0"]
            ),
            ("指标|分值|评分标准\n合作|40|主动配合同事\n学习|60|", ["全部指标 100", "  合作 40: 主动配合同事 0–40", "  学习 60: 学习 0–60"]),
            // Values below 0, and above 999.
            (
                """
                indicator|points|criteria|level points|relation|time column|measure
                Growth|40|≥-10%|40|ticket|opened_at|avg(growth)
                ||-20%~-10%|0-39|||
                Calls|60|≥1,000|60|task|due_at|count()
                ||500-1,000|10-59|||
                ||<500|0|||
                """,
                [
                    "全部指标 100", "  Growth 40: ticket avg(growth): 100…-10 → 40…40; -10…-20 → 39…0",
                    "  Calls 60: task count(): 1000…1000 → 60…60; 1000…500 → 59…10; 500…499 → 0…0",
                ]
            ),
            // A measure that the sheet says itself.
            (
                """
                indicator|points|criteria|level points|relation|time column|measure|where|min sample
                Satisfaction|40|≥95%|40|satisfaction_response|responded_at|share(score >= 4)||5
                ||90%-95%|25-39|||||
                ||<90%|0|||||
                Speed|60|within 1 hour|60|ticket|opened_at|avg(hours(elapsed(opened_at, first_response_at)))|status <> 'spam'|
                ||1-2 hours|30-59|||||
                ||over 2 hours|0|||||
                """,
                [
                    "全部指标 100",
                    "  Satisfaction 40: satisfaction_response share(score >= 4): 100…95 → 40…40; 95…90 → 39…25; 90…0 → 0…0",
                    "  Speed 60: ticket avg(hours(elapsed(opened_at, first_response_at))): 0…1 → 60…60; 1…2 → 59…30; 2…3 → 0…0",
                ]
            ),
        ] as [(String, [String])])
    func aSheetBecomesATemplate(_ text: String, _ expected: [String]) throws {
        #expect(try outline(template(draft(text))) == expected)
    }

    @Test(
        arguments: [
            ("", ["-: nothing stands in the sheet"]),
            (
                "a|b\n1|2",
                [
                    """
                    -: no row names the columns: write one above the table, with "indicator" and "points" in it (merit template draft \
                    --blank writes a form)
                    """
                ]
            ),
            ("指标|分值", ["A1: no indicator stands below the headings"]),
            (
                """
                指标|分值|评分标准|得分
                沟通|day 2026-03-05|好|10
                ||差|不好说
                时效|60|每超1小时扣2分|
                满意度|30|≥95%|20
                ||<95%|
                合计|90||
                """,
                [
                    "B2: the spreadsheet made a day of it, as of 3-5; format the cell as text and write it again",
                    "D3: neither points nor a weight; write 15 or 15%",
                    "C4: points off for each of something are no level; write bands: ≥95% 10 points; 90%-95% 8 points; <90% 0 points",
                    "C6: the level does not say what it brings; write it in the cell (≥95% → 10 points) or in a column \"level points\"",
                ]
            ),
            ("指标|分值\na|60\nb|40\n合计|90", ["B4: the total says 90, the points above come to 100; mend one of them"]),
            (
                "维度|维度权重|指标|分值\n甲|50|a|10\n|||20\n乙|40|b|101\n||a|10",
                [
                    "B2: the weights of the dimensions come to 90; make them 100",
                    "D3: the indicator has 10 points already, in D2",
                    "D4: points and weights are above 0, up to 100, with 2 digits behind the point at most",
                    "C5: the indicator of C2 has the same name; rename one",
                ]
            ),
            (
                "指标|分值|评分标准|得分\na|100|好|90\n||中|50\n||差|50",
                [
                    "D2: the best level brings 90, the indicator has 100 points; make them the same, or write \"full points\""
                ]
            ),
            (
                "指标|分值|评分标准|得分\na|60|好|60\n||中|30-50\n||差|20-40\nb|40|好|满分\n||中|0\n||差|0",
                [
                    "D4: its points overlap those of the level in D3; keep them apart",
                    "D7: two levels bring 0 points; make one level of them",
                ]
            ),
            (
                "指标|分值|评分标准|度量|数据表\na|100|≥95%得100分;不好得0分|count()|ticket",
                [
                    "C2: \"不好\" is no range of values; write ≥95%, 90%-95% or within 2 hours",
                    "D2: the measure lacks time column",
                ]
            ),
            (
                "指标|分值|评分标准|度量|数据表|时间列\na|100|≥1,5得100分;<1,5得0分|count()|ticket|opened_at",
                ["C2: the comma in \"≥1,5\" may divide decimals, thousands or two ends; write 1.5, 1500 or 1-500"]
            ),
            (
                "指标|分值|评分标准|度量|数据表|时间列\na|100|≥0%得100分;0--5%得0分|count()|ticket|opened_at",
                [
                    """
                    C2: the dash in "0--5%" may be a minus or may divide; write ≥-5 or -10 to -5 for numbers below 0, else leave it out, \
                    as in "satisfaction: 95%"
                    """
                ]
            ),
            (
                "指标|权重|标准分|评分标准\na|100|100|好得100分;差得0分",
                ["C1: \"标准分\" says the same as column B; rename one of them"]
            ),
            (
                "指标|分值|评分标准|得分\na|33.33|好|100\n||差|33.3\nb|66.67|好|100\n||差|0",
                ["D3: it comes to 11.09889 points, more than 2 digits behind the point; write the points themselves"]
            ),
        ] as [(String, [String])])
    func whatIsWrongIsNamedByItsCell(_ text: String, _ expected: [String]) throws {
        #expect(try problems(text) == expected)
    }

    @Test func whatWasTakenForGrantedStandsInTheDraft() throws {
        let made = try draft(
            """
            岗位：维修技术员、质检员|||||
            指标|分值|评分标准|得分|张三|单位
            时效|40|1小时以内|30-40||
            ||1-2小时|10-30||
            ||2小时以上|0||
            满意度|60|||
            合计|100|||
            制表：李四||||
            """
        ) {
            $0.posts = []
            $0.known = []
        }
        let comments = made.text.split(separator: "\n").filter { $0.drop { $0 == " " }.hasPrefix("#") }.map { line in
            String(line.drop { $0 == " " })
        }
        #expect(
            comments == [
                "# A draft made of sheet.csv. Comments say what the sheet does not: look at each before it is used.",
                "# E2: the column 张三 is not used", "# A7: rows 8 to 8, behind the total, are not used",
                "# the template is called sheet after the file; --code calls it otherwise",
                "# the sheet has titles in one language, which stand for both; translate them",
                "# what the sheet does not say: sources, grades, coefficients, outcomes, eligibility; taken from after-sales, look at each",
                "# the sheet has no dimensions; all is one",
                """
                # A3: the levels are values, and the sheet does not say where these come from: rated by people until the lines below take the \
                place of rated (docs/templates.md)
                """,
                "#  unit: \"hour\"", "#  measure: {from: RELATION, at: TIME_COLUMN, value: \"share(CONDITION)\"}",
                "#  scale:",
                "#    - {band: \"1小时以内\", best: 0, worst: 1, points: [40, 30]}",
                "#    - {band: \"1-2小时\", best: 1, worst: 2, points: [29.99, 10]}",
                "#    - {band: \"2小时以上\", best: 2, worst: 3, points: 0}",
                "# D4: two levels hold 30: it is the better one's, and this one ends at 29.99",
                "# A6: no levels stand there: any points may be given",
            ])
        #expect(try template(made).posts == ["维修技术员", "质检员"])
    }

    /// Whatever stands in a sheet: problems, or a draft that is a template.
    @Test func everySheetIsATemplateOrHasProblems() throws {
        var dice = Dice(seed: 11)
        let headings = [
            "维度", "指标", "分值", "权重", "评分标准", "等级", "得分", "优秀(10分)", "合格(60%)", "单位", "度量", "数据表", "时间列", "备注", "x", "",
        ]
        let pieces = [
            "", "", "", "态度", "甲（50%）", "乙", "10", "50", "100", "0.5", "30%", "≥95%", "90%-95%", "<90%", "满分", "8-10",
            "不得分", "≥95%→满分",
            "≥90%得10分；其他得0分", "每次扣1分", "^", "<", "合计", "day 2026-03-05", "count()", "ticket", "opened_at", "\"\\#: {",
            "-5", "a|b",
            "小时", "1\\n2", "\u{85}\u{2028}\u{0}x", "999999999999999999999999999999", "0",
        ]
        var drafts = 0
        for _ in 0..<4000 {
            let width = Int.random(in: 2...6, using: &dice)
            let head = ["指标", "分值"] + (2..<width).map { _ in headings.randomElement(using: &dice) ?? "" }
            let rows = (0..<Int.random(in: 1...6, using: &dice)).map { row in
                (0..<width).map { column in
                    column == 0 && Bool.random(using: &dice)
                        ? "i\(row)"
                        : column == 1 && Bool.random(using: &dice) ? "50" : pieces.randomElement(using: &dice) ?? ""
                }.joined(separator: "|")
            }
            let text = ([head.shuffled(using: &dice).joined(separator: "|")] + rows).joined(separator: "\n")
            do {
                let draft = try draft(text)
                drafts += 1
                #expect(throws: Never.self, "\(text)\n\(draft.text)") { try template(draft) }
            } catch let flaws as TemplateDraft.Flaws {
                #expect(!flaws.list.isEmpty)
            }
        }
        #expect(drafts > 50)
    }
}
