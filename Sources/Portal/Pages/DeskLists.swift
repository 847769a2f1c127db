import Appraisal
import Exact
import Pages
import Postgres
import Reports

/// What stands on the desk of a period, list by list.
struct DeskLists {
    /// By their names in addresses.
    enum Name: String {
        case appeals
        case proposals
        case owed
        case unusable
        case findings
    }

    let period: String
    let language: Language
    let connection: PostgresConnection

    private var words: Words { Words(language) }
    private var desk: String { "/period/\(period.inAddress)/desk" }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private func path(_ name: Name) -> String { "\(desk)/\(name.rawValue)" }

    private func person(_ id: String, _ names: Names) -> ListingPage.Cell {
        .init(names.of(id), path: "/month/\(period.inAddress)/of/\(id.inAddress)")
    }

    /// - Parameters:
    ///   - most: how many rows; nil: all of them.
    ///   - kind: of proposals, one kind alone.
    func list(_ name: Name, most: Int64? = nil, kind: String? = nil) async throws -> LongTable {
        switch name {
        case .appeals: try await appeals(most)
        case .proposals: try await proposals(most, kind)
        case .owed: try await owed(most)
        case .unusable: try await unusable(most)
        case .findings: try await findings()
        }
    }

    /// A page of a list; nil where there is none.
    func page(_ number: Int, of name: Name, kind: String?) async throws -> ListingPage? {
        guard try await !connection.query(Statements.deskPeriod, period).isEmpty else { return nil }
        let list = try await list(name, kind: kind)
        return list.page(
            number, titled: "\(list.heading) · \(period)",
            [.init(label: say("回到考核期", "Back to the period"), path: desk)], language)
    }

    /// How many there are, where they are more than the rows.
    private func count(_ rows: PostgresRows) throws -> Int {
        try rows.first.map { try Int($0["all_of_them", as: Int64.self]) } ?? 0
    }

    /// What those are called of whom the rows are.
    private func names(_ rows: PostgresRows, by column: String = "employee_id") async throws -> Names {
        try await Names.load(try rows.map { row -> String in try row[column] }, connection)
    }

    private func appeals(_ most: Int64?) async throws -> LongTable {
        let rows = try await connection.query(Statements.deskAppeals, period, most)
        let names = try await names(rows)
        let cells = try rows.map { row -> [ListingPage.Cell] in
            let (number, kind): (Int64, String) = (try row["appeal_id"], try row["kind"])
            return [
                .init(words.appealKind(kind), path: "/appeal/\(number)"), person(try row["employee_id"], names),
                .init(words.day(try row["due_on", as: String?.self])),
            ]
        }
        return LongTable(
            "appeals", words.owed("appeal"), [say("类别", "Kind"), say("员工", "Person"), Labels.of("due", language)],
            cells, of: try count(rows), none: say("没有。", "None."), at: path(.appeals))
    }

    private func proposals(_ most: Int64?, _ kind: String?) async throws -> LongTable {
        let rows = try await connection.query(Statements.deskProposals, period, kind, most)
        let names = try await names(rows)
        let cells = try rows.map { row -> [ListingPage.Cell] in
            let (number, kind): (Int64, String) = (try row["outcome_id"], try row["kind"])
            let name = words.outcome(kind, zh: try row["title_zh"], en: try row["title"])
            return [.init(name, path: "/proposal/\(number)"), person(try row["employee_id"], names)]
        }
        let ofKind = kind.map { "?kind=\($0.inAddress)" } ?? ""
        return LongTable(
            "proposals", words.owed("proposal"), [say("建议", "Proposal"), say("员工", "Person")], cells,
            of: try count(rows), none: say("没有。", "None."), at: path(.proposals) + ofKind)
    }

    /// How many proposals of which kind there are, each with where they stand.
    func proposalKinds() async throws -> LongTable {
        let rows = try await connection.query(Statements.deskProposalKinds, period).map { row -> [ListingPage.Cell] in
            let (kind, zh, en, count) = try row.decode(String.self, String?.self, String?.self, Int64.self)
            let name = words.outcome(kind, zh: zh, en: en)
            return [.init(name, path: "\(path(.proposals))?kind=\(kind.inAddress)"), .init("\(count)")]
        }
        return LongTable(
            "proposals", words.owed("proposal"), [say("建议", "Proposal"), say("人数", "People")], rows,
            none: say("没有。", "None."), at: path(.proposals))
    }

    private func owed(_ most: Int64?) async throws -> LongTable {
        let rows = try await connection.query(Statements.deskOwed, period, most)
        let names = try await names(rows, by: "person")
        let cells = try rows.map { row -> [ListingPage.Cell] in
            let (who, what): (String, String) = (try row["person"], try row["what"])
            return [
                .init(names.of(who)),
                .init(words.owed(what), path: what == "training" ? TrainingsPage.path(period, who) : nil),
                .init(try row["open"]), .init(try row["overdue"]),
                .init(words.deadline(try row["due", as: String?.self])),
            ]
        }
        return LongTable(
            "owed", say("谁还有待办", "Who owes what"),
            [
                say("员工", "Person"), say("事项", "What"), say("未完成", "Open"), say("逾期", "Overdue"),
                Labels.of("due", language),
            ], cells, of: try count(rows), none: say("没有。", "Nobody."), at: path(.owed))
    }

    /// Without rows for whoever does not see everyone's, and where nothing is odd.
    private func findings() async throws -> LongTable {
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
        return LongTable(
            "findings", say("数据中的疑点", "What is odd about the rows"),
            [
                say("数据表", "Relation"), say("类别", "Kind"), say("内容", "What"), say("行数", "Rows"), say("例如", "Such as"),
                say("怎么办", "What to do"),
            ], rows, none: say("没有。", "Nothing."), at: path(.findings))
    }

    private func ruleNames() async throws -> RuleNames {
        var names = RuleNames()
        for row in try await connection.query(Statements.deskRules, period) {
            let (code, version, text) = try row.decode(String.self, Int.self, String.self)
            let reference = TemplateReference(code: code, version: version)
            guard let document = try? TemplateDocument(yaml: text, file: "\(reference)") else { continue }
            names.add(document, reference)
        }
        return names
    }

    private func unusable(_ most: Int64?) async throws -> LongTable {
        let rows = try await connection.query(Statements.deskUnusable, period, most)
        let names = try await names(rows)
        let rules = rows.isEmpty ? RuleNames() : try await ruleNames()
        let cells = try rows.map { row -> [ListingPage.Cell] in
            let indicator: String? = try row["indicator"]
            return [
                person(try row["employee_id"], names), .init(words.perspective(try row["source"])),
                .init(indicator.map { rules.indicator($0, words) }),
                .init(words.problem(try row["problem"], about: indicator, rules)),
            ]
        }
        return LongTable(
            "unusable", say("不计入的评价", "Evaluations that do not count"),
            [say("员工", "Person"), say("来源", "By"), Labels.of("indicator", language), say("原因", "Why")], cells,
            of: try count(rows), none: say("没有。", "None."), at: path(.unusable))
    }
}
