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
            facts.append(.init(label: label, value: try await shown(value, of: name)))
        }
        for (kind, people) in sums(counts) {
            facts.append(.init(label: kind.prefix(1).uppercased() + kind.dropFirst(), value: words.people(people)))
        }
        var links: [FormPage.Link] = []
        if isScored {
            links.append(.init(label: say("查看结果", "Look at the results"), path: path))
            links.append(.init(label: say("查找结果", "Find results"), path: ResultsPage.path(period)))
        }
        if try await Duties.load(connection).delivers {
            if status == "scored" {
                links.append(.init(label: Labels.of("deliver", language), path: "\(path)/deliver"))
            }
            links.append(.init(label: say("提醒", "Reminders"), path: "\(path)/reminders"))
            if status == "scored" {
                links.append(
                    .init(label: OpenCalibrationForm.title(language), path: OpenCalibrationForm.path(period)))
            }
        }
        if try row["is_yours", as: Bool.self] {
            links.append(.init(label: say("评分、停止、关闭…", "Score, stop, close …"), path: "\(path)/set"))
        }
        return ListingPage(title: period, facts: facts, links: links, tables: try await tables())
    }

    private func shown(_ value: String, of name: String) async throws -> String {
        switch name {
        case "problem": words.periodProblem(value)
        case "evaluate_by": words.deadline(value) ?? value
        case "next_scoring", "scored_at": words.day(value) ?? value
        case "requested_by": try await Names.load(actors: [value], language, connection).of(value)
        default: value
        }
    }

    /// So many rows of a list are looked at.
    private static let most: Int64 = 15

    private func tables() async throws -> [ListingPage.Table] {
        let lists = DeskLists(period: period, language: language, connection: connection)
        var tables: [ListingPage.Table] = []
        for name in [DeskLists.Name.appeals, .proposals, .owed, .unusable, .findings] {
            var list = try await lists.list(name, most: Self.most)
            // Of many it is first told which kinds there are.
            if name == .proposals, list.count > list.rows.count { list = try await lists.proposalKinds() }
            // Nothing is said of it to whoever does not see everyone's rows.
            if name == .findings, list.rows.isEmpty { continue }
            tables.append(list.beginning(language))
        }
        return tables
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
}
