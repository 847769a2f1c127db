import Exact
import Pages
import Postgres
import Reports

/// A period, for officers: where it stands, what is in its way, who owes what, and what is to be decided.
struct DeskPage {
    private let period: String
    private let language: Language
    private let words: Words
    private let connection: PostgresConnection

    /// Nil for whoever has no duty, and where there is no such period.
    static func load(_ period: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage? {
        try await DeskPage(
            period: period, language: visit.language, words: Words(visit.language), connection: connection
        ).page()
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private var path: String { "/period/\(period.inAddress)" }

    private func page() async throws -> ListingPage? {
        guard let row = try await connection.query(Statements.deskPeriod, period).first else { return nil }
        let status: String = try row["status"]
        let isScored = ["scored", "closed"].contains(status)
        let counts = try await connection.query(Statements.deskResults, period).decode(
            String.self, String?.self, Int64.self)
        var facts: [FormPage.Fact] = [.init(label: Labels.of("state", language), value: words.period(status))]
        for (name, label) in [
            ("problem", say("问题", "What is in its way")), ("status_reason", say("说明", "Why")),
            ("evaluate_by", say("评价截止", "Evaluations by")), ("next_scoring", say("下次评分", "Next scoring")),
            ("scored_at", say("最近评分", "Last scored")), ("requested_by", say("由谁发起", "Asked for by")),
            ("time_zone", say("时区", "Time zone")),
        ] {
            guard let value = try row[name, as: String?.self] else { continue }
            let isMoment = ["evaluate_by", "next_scoring", "scored_at"].contains(name)
            facts.append(
                .init(
                    label: label,
                    value: name == "problem" ? words.periodProblem(value) : isMoment ? words.day(value) ?? value : value
                ))
        }
        for (kind, people) in sums(counts) { facts.append(.init(label: kind, value: "\(people)")) }
        var links: [FormPage.Link] = []
        if isScored {
            links.append(.init(label: say("查看结果", "Look at the results"), path: path))
            links.append(.init(label: say("查找结果", "Find results"), path: ResultsPage.path(period)))
        }
        if try await Duties.load(connection).delivers {
            if status == "scored" {
                links.append(.init(label: Labels.of("deliver", language), path: "\(path)/deliver"))
            }
            if status == "scored" {
                links.append(
                    .init(label: OpenCalibrationForm.title(language), path: OpenCalibrationForm.path(period)))
            }
            links.append(.init(label: say("提醒", "Reminders"), path: "\(path)/reminders"))
        }
        if try row["is_yours", as: Bool.self] {
            links.append(.init(label: say("评分、停止、关闭…", "Score, stop, close …"), path: "\(path)/set"))
        }
        let tables = [try await appeals(), try await proposals(), try await owed(), try await unusable()]
        return ListingPage(title: period, facts: facts, links: links, tables: tables + (try await findings()))
    }

    /// People by how their results are, then by how the delivery stands.
    private func sums(_ counts: [(String, String?, Int64)]) -> [(String, Int64)] {
        func people(_ isCounted: ((String, String?, Int64)) -> Bool) -> Int64 {
            counts.filter(isCounted).reduce(0) { $0 + $1.2 }
        }
        let kinds = [
            ("scored", words.period("scored")), ("incomplete", words.attention("incomplete")),
            ("not_appraised", words.attention("not_appraised")),
        ].map { status, label in (label, people { $0.0 == status }) }
        let states = ["delivered", "seen", "confirmed", "objected", "expired", "replaced"].map { state in
            (words.delivery(state), people { $0.1 == state })
        }
        return (kinds + states + [(words.attention("undelivered"), people { $0.1 == nil })]).filter { $0.1 > 0 }
    }

    private func person(_ id: String, _ names: Names) -> ListingPage.Cell {
        .init(names.of(id), path: "/month/\(period.inAddress)/of/\(id.inAddress)")
    }

    private func appeals() async throws -> ListingPage.Table {
        let appeals = try await connection.query(Statements.deskAppeals, period).decode(
            Int64.self, String.self, String.self, String?.self)
        let names = try await Names.load(appeals.map(\.1), connection)
        let rows = appeals.map { number, employee, kind, due -> [ListingPage.Cell] in
            [
                .init(words.appealKind(kind), path: "/appeal/\(number)"), person(employee, names),
                .init(words.day(due)),
            ]
        }
        return .init(
            "appeals", words.owed("appeal"), [say("类别", "Kind"), say("员工", "Person"), Labels.of("due", language)], rows,
            none: say("没有。", "None."))
    }

    private func proposals() async throws -> ListingPage.Table {
        let proposals = try await connection.query(Statements.deskProposals, period).decode(
            Int64.self, String.self, String.self)
        let names = try await Names.load(proposals.map(\.1), connection)
        let rows = proposals.map { number, employee, kind -> [ListingPage.Cell] in
            [.init(words.outcome(kind), path: "/proposal/\(number)"), person(employee, names)]
        }
        return .init(
            "proposals", words.owed("proposal"), [say("建议", "Proposal"), say("员工", "Person")], rows,
            none: say("没有。", "None."))
    }

    private func owed() async throws -> ListingPage.Table {
        let owed = try await connection.query(Statements.deskOwed, period).decode(
            String.self, String.self, String.self, String.self, String?.self)
        let names = try await Names.load(owed.map(\.0), connection)
        let rows = owed.map { who, what, open, overdue, due -> [ListingPage.Cell] in
            [
                .init(names.of(who)),
                .init(words.owed(what), path: what == "training" ? TrainingsPage.path(period, who) : nil),
                .init(open), .init(overdue), .init(words.day(due)),
            ]
        }
        return .init(
            "owed", say("谁还有待办", "Who owes what"),
            [
                say("员工", "Person"), say("事项", "What"), say("未完成", "Open"), say("逾期", "Overdue"),
                Labels.of("due", language),
            ], rows, none: say("没有。", "Nobody."))
    }

    /// None for whoever does not see everyone's rows, and where nothing is odd.
    private func findings() async throws -> [ListingPage.Table] {
        let rows = try await connection.query(Statements.deskFindings, period).map { row -> [ListingPage.Cell] in
            let (relation, kind, count, share, ids, finding, advice) = try row.decode(
                String.self, String.self, Int64?.self, BigDecimal?.self, [String].self, String.self, String.self)
            let part = share.map { say("（\($0.normalized)%）", " (\($0.normalized)%)") } ?? ""
            return [
                .init(words.relation(relation)), .init(words.finding(kind)), .init(words.findingSentence(finding)),
                .init(count.map { "\($0)\(part)" }), .init(ids.isEmpty ? nil : words.list(ids)),
                .init(words.findingSentence(advice)),
            ]
        }
        guard !rows.isEmpty else { return [] }
        return [
            .init(
                "findings", say("数据中的疑点", "What is odd about the rows"),
                [
                    say("数据表", "Relation"), say("类别", "Kind"), say("内容", "What"), say("行数", "Rows"),
                    say("例如", "Such as"), say("怎么办", "What to do"),
                ], rows, none: "")
        ]
    }

    private func unusable() async throws -> ListingPage.Table {
        let unusable = try await connection.query(Statements.deskUnusable, period, language.text(zh: "zh", en: "en"))
            .decode(String.self, String.self, String?.self, String.self)
        let names = try await Names.load(unusable.map(\.0), connection)
        let rows = unusable.map { employee, source, indicator, problem -> [ListingPage.Cell] in
            [
                person(employee, names), .init(words.perspective(source)), .init(indicator),
                .init(words.problem(problem)),
            ]
        }
        return .init(
            "unusable", say("不计入的评价", "Evaluations that do not count"),
            [say("员工", "Person"), say("来源", "By"), Labels.of("indicator", language), say("原因", "Why")], rows,
            none: say("没有。", "None."))
    }
}
