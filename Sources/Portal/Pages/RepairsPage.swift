import Pages
import Postgres
import Reports

/// One's own reports of repairs, and where one writes the next.
enum RepairsPage {
    /// Nil where none are handed in here.
    static func load(
        page number: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard try await connection.query(Statements.takesRepairs).one().decode(Bool.self) else { return nil }
        let language = visit.language
        let rows = try await connection.query(Statements.ownRepairs).map { row -> [ListingPage.Cell] in
            let (ticket, visits, isFixed, hours, isRemote, note, photos, at) = try row.decode(
                String.self, String.self, Bool.self, String.self, Bool.self, String?.self, String?.self, String.self)
            return [
                .init(ticket), .init(Words(language).day(at)), .init(visits), .init(RepairForm.word(isFixed, language)),
                .init(hours),
                .init(RepairForm.word(isRemote, language)), .init(note), .init(photos),
            ]
        }
        let columns = [
            language.text(zh: "工单", en: "Ticket"), language.text(zh: "提交时间（UTC）", en: "Handed in (UTC)"),
            language.text(zh: "上门次数", en: "Visits"), language.text(zh: "首次修复", en: "Fixed at the first visit"),
            language.text(zh: "等待配件（小时）", en: "Hours for parts"), language.text(zh: "远程", en: "From afar"),
            language.text(zh: "说明", en: "Note"), language.text(zh: "照片", en: "Photos"),
        ]
        let parts = ListingPage.parts(of: rows)
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: language.text(zh: "维修报告", en: "Repair reports"),
            links: [.init(label: language.text(zh: "填写维修报告", en: "Write a report"), path: "/repair/new")],
            tables: [
                .init(
                    "repairs", language.text(zh: "我最近的报告", en: "My newest reports"), columns,
                    parts[number - 1],
                    none: language.text(zh: "还没有。", en: "There is none yet."))
            ])
        page.paging = .init(number, of: parts.count, at: "/repair", language)
        return page
    }
}
