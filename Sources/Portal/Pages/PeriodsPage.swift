import Pages
import Postgres
import Reports

/// The periods, for officers: how each stands, and what is to be done about it.
enum PeriodsPage {
    /// Nil for whoever has no duty.
    static func load(
        page number: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let duties = try await Duties.load(connection)
        guard duties.seesPeriods else { return nil }
        let (language, words) = (visit.language, Words(visit.language))
        let rows = try await connection.query(Statements.deskPeriods).map { row -> [ListingPage.Cell] in
            let (period, first, last, department, status, problem, next) = try row.decode(
                String.self, String.self, String.self, String?.self, String.self, String?.self, String?.self)
            return [
                .init(period, path: "/period/\(period.inAddress)/desk"), .init(words.period(status)),
                .init("\(words.day(first) ?? first) – \(words.day(last) ?? last)"),
                .init(department ?? language.text(zh: "全体", en: "everyone")), .init(words.day(next)),
                .init(problem.map { words.periodProblem($0) }),
            ]
        }
        let columns = [
            Labels.of("period", language), Labels.of("state", language), language.text(zh: "起止", en: "Days"),
            language.text(zh: "范围", en: "Of whom"), language.text(zh: "下次评分", en: "Next scoring"),
            language.text(zh: "问题", en: "Problem"),
        ]
        let parts = ListingPage.parts(of: rows)
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: language.text(zh: "考核期", en: "Periods"),
            links: duties.asks
                ? [.init(label: language.text(zh: "开始新的考核期", en: "Ask for a period"), path: "/periods/ask")] : [],
            tables: [
                .init(
                    "periods", language.text(zh: "全部", en: "All of them"), columns,
                    parts[number - 1],
                    none: language.text(zh: "还没有考核期。", en: "There is none yet."))
            ])
        page.paging = .init(number, of: parts.count, at: "/periods", language)
        return page
    }
}
