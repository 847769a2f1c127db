import Exact
import Pages
import Postgres
import Reports

/// How one's people stand in periods that are not over: in the order of their names, for it is no league table.
enum StandingsPage {
    /// Nil for whoever may see nobody's but their own.
    static func load(
        page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard (1..<1_000_000).contains(page) else { return nil }
        let language = visit.language
        let found = try await connection.query(
            Statements.seenStandings, Int32(page * most + 1), Int32((page - 1) * most))
        let rows = try found.map { row -> [ListingPage.Cell] in
            let (period, person, name, department, day, total, grade, coverage) = try row.decode(
                String.self, String.self, String?.self, String?.self, String.self, String?.self, String?.self,
                BigDecimal?.self)
            return [
                .init(
                    LongText(name ?? person).beginning(mostOfName),
                    path: "/standing/\(period.inAddress)/of/\(person.inAddress)"),
                .init(person),
                .init(department.map { LongText($0).beginning(mostOfName) }), .init(period),
                .init(Words(language).day(day)), .init(total),
                .init(Standing.hasGrade(at: coverage) ? grade : nil), .init(coverage.map { "\($0.normalized)%" }),
            ]
        }
        guard !rows.isEmpty else { return nil }
        let columns = [
            language.text(zh: "员工", en: "Person"), language.text(zh: "工号", en: "Id"),
            language.text(zh: "部门", en: "Department"), Labels.of("period", language),
            language.text(zh: "截至", en: "As of"), Labels.of("total", language), Labels.of("grade", language),
            language.text(zh: "已测量的权重", en: "Measured weight"),
        ]
        var listing = ListingPage(
            title: language.text(zh: "人员的目前状况（暂定）", en: "How people stand so far, provisional"),
            notes: [Self.note(language)],
            tables: [
                .init(
                    "standings", language.text(zh: "按姓名排列", en: "By name"), columns, Array(rows.prefix(most)),
                    none: "–")
            ])
        listing.paging = Paging(page, goesOn: rows.count > most, at: "/standings", language)
        return listing
    }

    /// As many as a page has room for.
    private static let most = 60
    /// Bytes of markup of a name that a row has room for.
    private static let mostOfName = 120

    static func note(_ language: Language) -> String {
        language.text(
            zh: "只计由数据测量的指标；由人评价的部分随结果给出。每晚更新，不作为任何决定的依据。",
            en:
                "Only what is measured is in it; what people rate comes with the result. It changes each night, and nothing is decided by it."
        )
    }
}
