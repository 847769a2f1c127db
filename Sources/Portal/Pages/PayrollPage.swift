import Pages
import Postgres
import Reports
import Store

/// What payroll was given, batch by batch, each to be taken as a file.
enum PayrollPage {
    /// Nil for whoever may not read it, and where there is no such page of several.
    static func load(page number: Int, _ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage? {
        let duties = try await Duties.load(connection)
        guard duties.readsPayroll else { return nil }
        let (language, words) = (visit.language, Words(visit.language))
        let batches = try await PayrollBatch.all(of: nil, by: .viewer, in: connection).reversed()
        let names = try await Names.load(actors: batches.map(\.madeBy), language, connection)
        let rows = batches.map { batch -> [ListingPage.Cell] in
            [
                .init("\(batch.number)"), .init("CSV", path: "/payroll/\(batch.number)/csv"),
                .init("XLSX", path: "/payroll/\(batch.number)/xlsx"), .init(batch.period),
                .init(
                    batch.isDelta
                        ? language.text(zh: "差额", en: "what changed") : language.text(zh: "全部", en: "everyone")),
                .init("\(batch.count)"), .init("\(batch.leftOut)"), .init(names.of(batch.madeBy)),
                .init(words.moment(batch.madeAt)),
                .init(String(batch.checksum.prefix(12))),
            ]
        }
        let columns = [
            language.text(zh: "批次", en: "Batch"), language.text(zh: "文件", en: "File"),
            language.text(zh: "表格", en: "Workbook"), Labels.of("period", language),
            language.text(zh: "内容", en: "Of"), language.text(zh: "人数", en: "People"),
            language.text(zh: "未送达", en: "Not delivered"), language.text(zh: "由谁", en: "By"),
            language.text(zh: "时间（UTC）", en: "When (UTC)"), language.text(zh: "校验和", en: "Checksum"),
        ]
        let table = LongTable(
            "batches", language.text(zh: "批次", en: "Batches"), columns, rows,
            none: language.text(zh: "还没有批次。", en: "There is none yet."), at: "/payroll")
        let links: [FormPage.Link] =
            duties.asks ? [.init(label: language.text(zh: "生成新批次", en: "Make a batch"), path: "/payroll/make")] : []
        var page = table.page(number, titled: language.text(zh: "薪酬数据", en: "Payroll"), links, language)
        page?.notes = [
            language.text(
                zh: "第一批包含所有已送达的结果，之后每批只有变化。批次不会改变；同一批次的文件每次相同。",
                en:
                    "The first batch of a period has everyone whose result is delivered, each later one what changed. A batch stays as it is, and its file is the same each time."
            )
        ]
        return page
    }
}
