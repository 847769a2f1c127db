import Appraisal
import Exact
import Reports
import ShippedTemplates
import Support
import Testing

@testable import Pages

/// What is measured is told in words: from which rows, what, and divided by what.
@Suite struct MeasureWordsTests {
    /// A template of which one measure is the one that is given.
    private func measure(_ fields: String) throws -> Measure {
        let own = #"{from: ticket, at: opened_at, value: "avg(hours(first_response_at - opened_at))"}"#
        let text = SmallTemplate.text.replacing(own, with: "{\(fields)}")
        let template = try TemplateDocument(yaml: text, file: "test").flattened { _ in nil }.template()
        return try #require(template.indicator("response")?.measure)
    }

    private static let told = [
        (
            #"from: ticket, at: opened_at, value: "avg(hours(elapsed(opened_at, coalesce(first_response_at, period_end))))""#,
            "工单（按受理时间）：从受理时间到首次响应时间（没有则为期末）的小时数的平均值",
            "Tickets, by opening: the mean of hours from opening to first response (else the end of the period)"
        ),
        (
            #"from: ticket, at: closed_at, value: "share(status = 'resolved' and not reopened)""#,
            "工单（按关闭时间）：状态为“已解决”且未重新打开的占比",
            "Tickets, by closing: share where status is “resolved” and not reopened"
        ),
        (
            #"from: satisfaction_response, at: responded_at, value: "share(score >= 4)""#, "满意度评价（按评价时间）：评分不低于 4 的占比",
            "Satisfaction answers, by time of the answer: share where score is at least 4"
        ),
        (
            #"from: ticket, at: resolved_at, value: "count()", per: working_day, when_empty: 0"#,
            "工单（按解决时间）：记录数；除以应出勤且未请假的工作日数；没有记录时为 0",
            "Tickets, by resolution: how many there are; divided by the working days not on leave; without rows 0"
        ),
        (
            #"from: ticket, at: resolved_at, where: "target_at is not null", value: "100 * sum(hours(resolved_at - opened_at)) / sum(hours(target_at - opened_at))""#,
            "工单（按解决时间）：100 × 从受理时间到解决时间的小时数的合计 ÷ 从受理时间到目标时间的小时数的合计；只计有目标时间的记录",
            "Tickets, by resolution: 100 × the sum of hours from opening to resolution ÷ the sum of hours from opening to target time; only rows where target time is known"
        ),
        (
            #"from: task, at: due_at, value: "count(done_at is null or done_at > due_at)""#,
            "任务（按到期时间）：没有完成时间或完成时间晚于到期时间的记录数",
            "Tasks, by due time: how many where completion is not known or completion is after due time"
        ),
        (
            #"from: attendance, at: day, value: "count(kind = 'late') + 3 * count(kind = 'absent')""#,
            "考勤（按日期）：类别为“迟到”的记录数 + 3 × 类别为“缺勤”的记录数",
            "Attendance, by day: how many where kind is “late” + 3 × how many where kind is “absent”"
        ),
        (
            #"from: ticket, at: opened_at, value: "percentile(90, hours(working(opened_at, resolved_at)))""#,
            "工单（按受理时间）：从受理时间到解决时间的工作小时数的第 90 百分位数",
            "Tickets, by opening: percentile 90 of working hours from opening to resolution"
        ),
        // What nobody knows is called what it is.
        (
            #"from: parcel, at: sent_at, value: "share(repeated(30, customer_id, size) and lost = 'no')""#,
            "parcel（按 sent_at）：（前 30 天内有客户、size 相同的另一行）且 lost 为“no”的占比",
            "Parcel, by sent_at: share where (within 30 days after another of the same customer, size) and lost is “no”"
        ),
    ]

    @Test(arguments: told) func aMeasureIsASentence(fields: String, chinese: String, english: String) throws {
        let measure = try measure(fields)
        #expect(MeasureWords(Words(.zhHans)).sentence(of: measure) == chinese)
        #expect(MeasureWords(Words(.en)).sentence(of: measure) == english)
    }

    /// What comes with Merit is told without a word of its language, in both languages.
    @Test func everyMeasureThatComesWithMeritIsTold() throws {
        let files = ShippedTemplates.all + ShippedTemplates.desks
        let documents = try files.map { try TemplateDocument(yaml: $0.yaml, file: $0.name) }
        var count = 0
        for document in documents {
            let flat = try document.flattened { reference in documents.first { $0.reference == reference } }
            for measure in try flat.template().indicators.compactMap(\.measure) {
                let chinese = try #require(MeasureWords(Words(.zhHans)).sentence(of: measure))
                let english = try #require(MeasureWords(Words(.en)).sentence(of: measure))
                #expect(!chinese.contains { $0.isASCII && $0.isLetter || $0 == "_" }, "\(chinese)")
                #expect(!english.contains("_") && !english.contains { $0 > "\u{2E80}" }, "\(english)")
                count += 1
            }
        }
        #expect(count > 40)
    }

    /// Parentheses stand where what is in them would be read otherwise.
    @Test func arithmeticIsReadAsItIsMeant() throws {
        let measure = try measure(
            #"from: ticket, at: opened_at, value: "(count() - count(reopened)) / (count() + 1) - -2""#)
        #expect(
            MeasureWords(Words(.zhHans)).sentence(of: measure)
                == "工单（按受理时间）：（记录数 − 重新打开过的记录数） ÷ （记录数 + 1） − −2")
    }

    /// Of what is too long for a sentence the formula says more.
    @Test func whatIsTooLongIsNoSentence() throws {
        let many = Array(repeating: "count(reopened)", count: 60).joined(separator: " + ")
        #expect(
            try MeasureWords(Words(.en)).sentence(of: measure(#"from: ticket, at: opened_at, value: "\#(many)""#))
                == nil)
    }

    /// To an aggregate each row says one thing.
    @Test(arguments: [
        ("share(score >= 4)", "评分不低于 4", "score is at least 4", false),
        ("avg(hours(elapsed(opened_at, resolved_at)))", "从受理时间到解决时间的小时数", "hours from opening to resolution", true),
        ("count()", "每条计一次", "each counts once", false), ("100 * avg(score)", "评分", "score", false),
    ])
    func whatRowsSayIsTold(formula: String, chinese: String, english: String, isOfTheKind: Bool) {
        #expect(Words(.zhHans).told(to: formula) == chinese && Words(.en).told(to: formula) == english)
        #expect(Words(.en).isOfTheKind(ofRowsOf: formula) == isOfTheKind)
    }

    @Test func whatTellsSeveralThingsIsNotOne() {
        #expect(Words(.en).told(to: "sum(actual) / sum(budget)") == nil && Words(.en).told(to: "avg(score, …") == nil)
    }

    @Test func labelsStandForCodesThatMeritKnows() {
        #expect(Words(.zhHans).post("technician") == "维修技术员" && Words(.en).post("field-engineer") == "field engineer")
        #expect(Words(.zhHans).post("高级技师") == "高级技师")
        #expect(Words(.zhHans).relation("ticket") == "工单 ticket" && Words(.en).relation("ticket") == "ticket")
        #expect(Words(.zhHans).column("opened_at") == "受理时间 opened_at" && Words(.zhHans).column("x") == "x")
        let reference = TemplateReference(code: "small", version: 3)
        #expect(Words(.zhHans).rules(reference, LocalizedText(zh: "小", en: "Small")) == "小 · 第 3 版")
        #expect(Words(.en).rules(reference, nil) == "small · version 3")
    }

    @Test func numbersHaveAMinusAndTheirUnits() throws {
        let half = try #require(BigDecimal("-2.5"))
        #expect(Words(.en).number(half) == "−2.5")
        #expect(Words(.en).value(-3, unit: "percent") == "−3%" && Words(.zhHans).value(3, unit: "count") == "3 次")
        #expect([0, 1, 2].map { Words(.en).value($0, unit: "count") } == ["0 times", "1 time", "2 times"])
        #expect(Words(.en).people(1) == "1 person" && Words(.zhHans).people(58) == "58 人")
    }
}
