import Appraisal
import Exact
import Pages
import Postgres
import Reports

/// The rows behind a value, those that cost most first, as a worker read them.
struct RowsPage {
    let listing: ListingPage
    /// Whether somebody asked a moment ago, and the page is worth looking at again by itself.
    let isAwaited: Bool

    static func path(_ period: String, _ person: String, _ indicator: String) -> String {
        "/month/\(period.inAddress)/of/\(person.inAddress)/rows/\(indicator.inAddress)"
    }

    /// Nil for whoever does not see the result, and of what is not measured; nil too where there is no such page of several.
    static func load(
        _ period: String, _ person: String, _ indicator: String, page number: Int, _ visit: Visit,
        _ connection: PostgresConnection
    ) async throws -> RowsPage? {
        let (language, path) = (visit.language, path(period, person, indicator))
        guard
            let value = try await connection.query(
                Statements.valueOfRows, period, person, indicator, visit.languageKey
            ).first
        else { return nil }
        let rows = try await connection.query(Statements.rowsBehind, period, person, indicator)
        let reading = try rows.first.map(Reading.init)
        let units = try RowUnits(of: value, language)
        let told = try rows.filter { try $0["place", as: Int32?.self] != nil }.map { row in
            try RowWords(row, isLeftOut: row["is_left_out"])
        }
        let parts = ListingPage.parts(of: told.map { cells($0, in: units, told, language) })
        guard parts.indices.contains(number - 1) else { return nil }
        let table = ListingPage.Table(
            "rows", language.text(zh: "记录，影响最不利的在前", en: "Rows, those that cost most first"),
            columns(told, language), parts[number - 1],
            none: reading?.answeredAt == nil || reading?.problem != nil
                ? "–" : language.text(zh: "没有记录。", en: "There are none."))
        var listing = ListingPage(
            title: language.text(
                zh: "\(try value["title", as: String.self])：背后的工单",
                en: "\(try value["title", as: String.self]): the tickets behind it"),
            notes: notes(reading, isShort: reading.map { $0.total > Int64(told.count) } ?? false, told.count, language),
            facts: try facts(value, unit: units.value, period, person, reading, language),
            links: try links(period, person, standing: value["standing"], language),
            tables: reading?.answeredAt != nil && reading?.problem == nil ? [table] : [])
        listing.paging = .init(number, of: parts.count, at: path, language)
        listing.ask = ask(reading, path, language)
        return RowsPage(listing: listing, isAwaited: reading?.isAwaited ?? false)
    }

    private static func facts(
        _ value: PostgresRow, unit: String?, _ period: String, _ person: String, _ reading: Reading?,
        _ language: Language
    ) throws -> [FormPage.Fact] {
        let measured: BigDecimal? = try value["value"]
        let points: BigDecimal? = try value["points"]
        let most: BigDecimal = try value["max_points"]
        let sample: Int64? = try value["sample"]
        let formula: String? = try value["formula"]
        let words = Words(language)
        let facts: [(String, String?)] = [
            (language.text(zh: "员工", en: "Person"), person), (Labels.of("period", language), period),
            (language.text(zh: "数值", en: "Value"), measured.map { words.value($0, unit: unit) } ?? "–"),
            (
                language.text(zh: "得分", en: "Points"),
                "\(points.map { "\($0.normalized)" } ?? "–") / \(most.normalized)"
            ),
            (language.text(zh: "样本", en: "Sample"), sample.map { "\($0)" } ?? "–"),
            (language.text(zh: "来源", en: "Read from"), (reading?.relation).map(words.rows)),
            (
                language.text(zh: "每条的内容", en: "What each says"),
                reading.flatMap { reading in
                    reading.operands.count == 1
                        ? words.told(to: reading.operands[0]) ?? formula.flatMap(words.told) ?? reading.operands[0]
                        : nil
                }
            ),
            (language.text(zh: "读取时间（UTC）", en: "Read at (UTC)"), words.day(reading?.answeredAt)),
        ]
        return facts.compactMap { label, value in value.map { FormPage.Fact(label: label, value: $0) } }
    }

    private static func notes(_ reading: Reading?, isShort: Bool, _ shown: Int, _ language: Language) -> [String] {
        guard let reading else {
            return [language.text(zh: "还没有读取。请点击按钮。", en: "They have not been read yet. Touch the button.")]
        }
        if reading.isAwaited {
            return [
                language.text(
                    zh: "正在读取，通常只需几秒。此页面会自动刷新。",
                    en: "They are being read, which mostly takes some seconds. This page looks again by itself.")
            ]
        }
        if reading.answeredAt == nil {
            return [
                language.text(
                    zh: "还没有读到：读取数据的程序可能没有运行。请稍后再看。",
                    en: "They have not been read yet: the program that reads them may not be running. Look again later."
                )
            ]
        }
        var notes: [String] = []
        switch reading.problem {
        case "unreadable":
            notes.append(
                language.text(
                    zh: "目前无法读取数据源。上面的数字是评分时保存的。请稍后再试。",
                    en:
                        "The source cannot be read just now. The figures above are those that were kept when it was scored. Try again later."
                ))
        case "gone":
            notes.append(
                language.text(
                    zh: "数据源中已没有计算此指标所需的表或列。上面的数字是评分时保存的。",
                    en:
                        "What this is measured from is not in the source any more. The figures above are those that were kept when it was scored."
                ))
        default: break
        }
        if reading.hasChanged {
            notes.append(
                language.text(
                    zh: "评分以后数据有变化：下面是现在的记录，与得分所依据的不完全相同。",
                    en:
                        "The source has changed since this was scored: what stands below is what it says now, not quite what the points rest on."
                ))
        }
        if let people = reading.people {
            notes.append(
                language.text(
                    zh: "这是整个部门（\(people) 人）的数字；下面只列出本人的记录。",
                    en:
                        "This is the figure of a whole department of \(people); below stand only this person's own rows."
                ))
        }
        if isShort {
            notes.append(
                language.text(
                    zh: "共 \(reading.total) 行，下面列出 \(shown) 行。",
                    en: "There are \(reading.total) rows; \(shown) of them stand below."))
        }
        return notes
    }

    private static func links(
        _ period: String, _ person: String, standing: String, _ language: Language
    ) throws -> [FormPage.Link] {
        let month = FormPage.Link(
            label: language.text(zh: "返回该月结果", en: "Back to the month"), path: ProposalForm.month(period, person))
        let object = FormPage.Link(
            label: Labels.of("object", language), path: "/month/\(period.inAddress)/object")
        return standing == "person" ? [month, object] : [month]
    }

    private static func ask(_ reading: Reading?, _ path: String, _ language: Language) -> FormPage.Link? {
        guard let reading else {
            return .init(label: language.text(zh: "读取工单", en: "Read them"), path: path)
        }
        return reading.isAwaited || reading.isFresh
            ? nil : .init(label: language.text(zh: "重新读取", en: "Read them again"), path: path)
    }

    private static func columns(_ told: [RowWords], _ language: Language) -> [String] {
        [language.text(zh: "编号", en: "Row")]
            + (told.contains { $0.ticket != nil } ? [language.text(zh: "工单", en: "Ticket")] : [])
            + [
                language.text(zh: "时间", en: "When"), language.text(zh: "内容", en: "What it says"),
                language.text(zh: "影响", en: "What it did"),
            ]
    }

    private static func cells(
        _ row: RowWords, in units: RowUnits, _ all: [RowWords], _ language: Language
    ) -> [ListingPage.Cell] {
        [.init(row.id)] + (all.contains { $0.ticket != nil } ? [.init(row.ticket)] : [])
            + [
                .init(row.moment(language)), .init(row.says(language, unit: units.row)),
                .init(row.did(language, unit: units.value)),
            ]
    }
}

/// When rows were read, and what there is to say of it.
private struct Reading {
    let answeredAt: String?
    let isAwaited: Bool
    /// Whether asking again would give the same.
    let isFresh: Bool
    let problem: String?
    let relation: String?
    let operands: [String]
    let total: Int64
    let hasChanged: Bool
    let people: Int32?

    init(_ row: PostgresRow) throws {
        answeredAt = try row["answered_at"]
        isAwaited = try row["is_awaited"]
        isFresh = try row["is_fresh"]
        problem = try row["problem"]
        relation = try row["relation"]
        operands = try row["operands", as: [String]?.self] ?? []
        total = try row["total", as: Int64?.self] ?? 0
        hasChanged = try row["has_changed", as: Bool?.self] ?? false
        people = try row["people"]
    }
}
