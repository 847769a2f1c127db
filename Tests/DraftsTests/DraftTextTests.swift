import Appraisal
import Exact
import Support
import Testing

@testable import Drafts

/// What people write in cells.
@Suite struct DraftTextTests {
    @Test(
        arguments: [
            ("10", .points(10...10)), ("１０分", .points(10...10)), ("8-10", .points(8...10)), ("10～8分", .points(8...10)),
            ("8分至10分", .points(8...10)), ("5 points", .points(5...5)), ("4 to 5 pts", .points(4...5)), ("满分", .full),
            ("full points", .full), ("不得分", .points(0...0)), ("80%", .share(80...80)), ("满分的60%-80%", .share(60...80)),
            ("0", .points(0...0)), ("≥95%", nil), ("-5", nil), ("good", nil), ("", nil),
        ] as [(String, PointsText?)])
    func pointsAlone(_ text: String, _ points: PointsText?) {
        #expect(PointsText(whole: text) == points)
    }

    @Test(arguments: [
        ("≥95%→满分", ["≥95%: full"]), ("≥95% -> 10", ["≥95%: 10"]), ("≥95% => 8-10", ["≥95%: 8…10"]),
        ("95%以上得10分", ["95%以上: 10"]), ("10分：≥95%", ["≥95%: 10"]), ("优秀（9-10分）：态度热情", ["优秀:态度热情: 9…10"]),
        ("≥95%得10分；90%-95%得8分；<90%不得分", ["≥95%: 10", "90%-95%: 8", "<90%: 0"]),
        ("1、95%以上，10分\n2、90%以上，8分\n3、其他，0分", ["95%以上: 10", "90%以上: 8", "其他: 0"]),
        ("95%以上10分，90%以上8分", ["95%以上: 10", "90%以上: 8"]), ("评分4.5分以上得10分", ["评分4.5分以上: 10"]),
        ("按满意度计分：\n≥95% = 5\n<95% = 0", ["≥95%: 5", "<95%: 0"]), ("30分钟内响应", ["30分钟内响应: -"]),
        ("满分的80%：偶有迟到", ["偶有迟到: 80%"]), ("态度热情，主动服务", ["态度热情，主动服务: -"]),
        ("within 1.5 hours: 10 points", ["within 1.5 hours: 10"]), ("每月主动回访客户", ["每月主动回访客户: -"]),
    ])
    func levelsOfACell(_ cell: String, _ levels: [String]) throws {
        #expect(try CriterionText.all(in: cell).map { "\($0.text): \($0.points.map(Self.shown) ?? "-")" } == levels)
    }

    private static func shown(_ points: PointsText) -> String {
        func shown(_ range: ClosedRange<BigDecimal>) -> String {
            range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
        }
        return switch points {
        case .full: "full"
        case .points(let range): shown(range)
        case .share(let range): "\(shown(range))%"
        }
    }

    @Test(
        arguments: [
            ("每低1%扣1分", .deduction), ("迟到一次扣2分，扣完为止", .deduction), ("deduct 1 point for each", .deduction),
            ("≥95%得10分；其余酌情", .noPoints("其余酌情")), ("4分或5分", .severalPoints("4分或5分")),
        ] as [(String, DraftFlaw.Reason)])
    func cellsThatSayNoLevels(_ cell: String, _ reason: DraftFlaw.Reason) {
        #expect(throws: reason) { try CriterionText.all(in: cell) }
    }

    @Test(
        arguments: [
            ("≥95%", "[95, -) percent"), (">= 95 %", "[95, -) percent"), ("不低于９５％", "[95, -) percent"),
            ("95%以上", "[95, -) percent"),
            ("95%（含）以上", "[95, -) percent"), (">95%", "(95, -) percent"), ("低于60%", "(-, 60) percent"),
            ("90%-95%", "[90, 95] percent"),
            ("90%≤x<95%", "[90, 95) percent"), ("[90%, 95%)", "[90, 95) percent"), ("90%至95%", "[90, 95] percent"),
            ("响应时间≤1小时", "(-, 1] hour"), ("2小时以内", "(-, 2] hour"), ("1-2小时", "[1, 2] hour"),
            ("within 30 minutes", "(-, 30] minute"),
            ("1 h to 2 h", "[1, 2] hour"), ("at least 4.5", "[4.5, -) "), ("not less than 80%", "[80, -) percent"),
            ("no more than 5", "(-, 5] "),
            ("80% or more", "[80, -) percent"), ("0次", "[0, 0] count"), ("优秀: ≥95%", "[95, -) percent"),
            ("3个工作日内", "(-, 3] day"),
            ("大于或等于90%", "[90, -) percent"), ("≥95%且无投诉", nil), ("≥95% and no complaint", nil), ("态度热情", nil),
            ("未超过3次", nil),
            ("≥-10", "[-10, -) "), ("不低于－10%", "[-10, -) percent"), ("-10%以上", "[-10, -) percent"),
            ("低于-.5", "(-, -0.5) "), ("-10%~10%", "[-10, 10] percent"), ("-10至-5", "[-10, -5] "), ("-5", "[-5, -5] "),
            ("-5--1", nil), ("满意度-95%以上", nil), ("90——95", "[90, 95] "), ("[-5, 5)", "[-5, 5) "),
            ("-10 to -5 hours", "[-10, -5] hour"), ("from -10% to 5%", "[-10, 5] percent"), ("为-5", "[-5, -5] "),
            ("增长率为-5%", "[-5, -5] percent"), ("等于-5", "[-5, -5] "), ("is -5", "[-5, -5] "),
            ("score of -4", "[-4, -4] "),
            ("0--5", nil), ("0 - -5", nil), ("增长-5%", nil), ("turnover -5%", nil), ("行为-5分", nil), ("迟到-3次", nil),
            ("-10——-5", "[-10, -5] "), ("90———95", "[90, 95] "), ("满意度：95%以上", "[95, -) percent"),
            ("\u{2010}5", "[-5, -5] "), ("\u{2011}5", "[-5, -5] "), ("\u{2012}5", "[-5, -5] "),
            ("\u{FE63}5", "[-5, -5] "),
            ("90\u{2010}95", "[90, 95] "), ("90%\u{2011}95%", "[90, 95] percent"), ("1\u{2012}2小时", "[1, 2] hour"),
            ("90\u{FE63}95", "[90, 95] "), ("≥\u{2011}10%", "[-10, -) percent"), ("1小时（含）-2小时", "[1, 2] hour"),
            ("≥.5", "[0.5, -) "), (".5-1.5小时", "[0.5, 1.5] hour"), (".5", "[0.5, 0.5] "),
            ("≥1,000", "[1000, -) "), ("1,000-2,000", "[1000, 2000] "), ("1，000次", "[1000, 1000] count"),
            ("[100, 200]", "[100, 200] "), ("1,5", nil), ("90,95", nil), ("1,00,000", nil), ("[1,000]", nil),
            ("0,500", nil), ("(1,500次)", nil), ("响应(1,500)", nil), ("(1, 5]", "(1, 5] "), ("(100, 200)", "(100, 200) "),
            ("(1%,500%)", "(1, 500) percent"), ("[1,500)", "[1, 500) "), ("90-95-99", nil), ("", nil),
            ("score of 4", "[4, 4] "),
        ] as [(String, String?)])
    func valuesOfALevel(_ text: String, _ range: String?) {
        let read = (try? ValueRange(text)).map { range in
            let lower = range.lower.map { "\($0)" }
            let upper = range.upper.map { "\($0)" }
            let begin = lower != nil && range.hasLower ? "[" : "("
            let end = upper != nil && range.hasUpper ? "]" : ")"
            return "\(begin)\(lower ?? "-"), \(upper ?? "-")\(end) \(range.unit ?? "")"
        }
        #expect(read == range)
    }

    @Test(
        arguments: [
            ("0--5", .dash("0--5")), ("增长 - 5%", .dash("增长 - 5%")), ("（1，500次）", .comma("（1，500次）")),
            ("≥1,5", .comma("≥1,5")),
            ("≥95%且无投诉", .notValue("≥95%且无投诉")), ("好-差", .notValue("好-差")),
        ] as [(String, DraftFlaw.Reason)])
    func whyNoValuesWereRead(_ text: String, _ reason: DraftFlaw.Reason) {
        #expect(throws: reason) { try ValueRange(text) }
    }

    /// A measure that is proposed says all that the template says whose it is.
    @Test func aMeasureIsProposedWithAllThatItSays() throws {
        let short = #"{from: ticket, at: opened_at, value: "avg(hours(first_response_at - opened_at))"}"#
        func measure(_ text: String) throws -> Measure {
            let yaml = SmallTemplate.text.replacing(short, with: text)
            return try #require(
                try TemplateDocument(yaml: yaml).flattened { _ in nil }.template().measuredIndicators.first?.measure)
        }
        let whole = try measure(
            """
            {from: ticket, at: opened_at, as_of: period_end, where: "status <> 'spam'", value: "share(target_met)",
              one_per: "customer_id, first", credit: part, mix: [category, "a, b"], scored_on: adjusted, when_empty: 100}
            """)
        #expect(whole.asOfEnd && whole.onePer != nil && whole.credit == "part" && whole.mix == ["category", "a, b"])
        #expect(whole.scoredOnAdjusted && whole.whenEmpty == 100)
        let title = LocalizedText(zh: "达标", en: "On time")
        #expect(try measure(DraftMeasure(of: title, whole, in: "small@1").text) == whole)
        let ofDepartment = try measure("{from: ticket, at: opened_at, value: count(), of: department}")
        #expect(ofDepartment.isOfDepartment)
        #expect(try measure(DraftMeasure(of: title, ofDepartment, in: "small@1").text) == ofDepartment)
        let meant = try measure("{from: ticket, at: opened_at, value: share(a), one_per: 'customer_id, mean'}")
        #expect(meant.onePer?.choice == .mean)
        #expect(try measure(DraftMeasure(of: title, meant, in: "small@1").text) == meant)
        let divided = try measure(
            "{from: ticket, at: opened_at, value: count(), per: employed_day, relative_to: peer_mean}")
        #expect(try measure(DraftMeasure(of: title, divided, in: "small@1").text) == divided)
    }

    @Test(
        arguments: [
            ("沟通 态度（月）", "沟通_态度_月"), ("Response time", "response_time"), ("3. 满意度", "满意度"), ("１２", nil),
            ("e\u{301}té", "te\u{301}"),
        ] as [(String, String?)])
    func codesOfTitles(_ title: String, _ code: String?) {
        #expect(DraftText.code(of: title) == code)
    }
}
