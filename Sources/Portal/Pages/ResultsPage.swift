import Exact
import Pages
import Postgres
import Reports

/// The results of a period, for officers: found, filtered, beside another period, each with where it is explained.
///
/// All that is found there is as CSV, too.
struct ResultsPage {
    static let path = "/results"
    static let table = "/results.csv"

    /// - Parameter supervisor: whose people alone.
    static func path(_ period: String, supervisor: String? = nil) -> String {
        var query = ResultsQuery()
        (query.period, query.supervisor) = (period, supervisor)
        return "\(path)?\(query.inAddress)"
    }

    /// As many as a page has room for.
    private static let most = 40
    /// Bytes of markup of a text that a row has room for.
    private static let mostOfCell = 90
    /// Of more, or longer ones, a field has no list to choose from.
    private static let mostChoices = 30
    private static let mostOfChoices = 2000

    private struct Found {
        let employee: String
        let name: String?
        let department: String?
        let post: String?
        let supervisor: String?
        let status: String
        let total: String?
        let grade: String?
        let coefficient: String?
        let totalBefore: String?
        let gradeBefore: String?
        let difference: String?

        /// Nil of the row that says that there is none.
        init?(_ row: PostgresRow) throws {
            guard let employee = try row["employee_id", as: String?.self] else { return nil }
            self.employee = employee
            (name, department, post) = (try row["name"], try row["department"], try row["post"])
            (supervisor, status, total) = (try row["supervisor_id"], try row["status"], try row["total"])
            (grade, coefficient) = (try row["grade"], try row["coefficient"])
            (totalBefore, gradeBefore) = (try row["total_before"], try row["grade_before"])
            difference = try row["difference"]
        }
    }

    private let language: Language
    private let words: Words
    private let query: ResultsQuery
    private let period: String
    /// Those that are scored, the newest first.
    private let periods: [String]
    private let rows: PostgresRows
    private let found: [Found]

    /// - Parameter page: nil is all that is found.
    /// - Returns: nil for whoever has no duty, and where there is no period that is scored, or none of that label.
    private init?(
        _ query: ResultsQuery, page: Int?, _ visit: Visit, _ connection: PostgresConnection
    ) async throws {
        guard try await Duties.load(connection).seesPeriods, (page ?? 1) >= 1, (page ?? 1) < 1_000_000 else {
            return nil
        }
        periods = try await connection.query(Statements.payablePeriods).map { try $0.decode(String.self) }
        guard let period = query.period ?? periods.first, periods.contains(period) else { return nil }
        guard query.with.map(periods.contains) ?? true else { return nil }
        (self.query, self.period, language, words) = (query, period, visit.language, Words(visit.language))
        rows = try await connection.query(
            Statements.foundResults, period, query.with, query.find, query.department, query.post, query.supervisor,
            query.grade, Int64((page ?? 1) - 1) * Int64(Self.most), page == nil ? nil : Int64(Self.most))
        found = try rows.compactMap(Found.init)
    }

    /// Nil where there is no such page of it.
    static func load(
        _ query: ResultsQuery, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        try await ResultsPage(query, page: page, visit, connection)?.listing(page)
    }

    /// What is found, for spreadsheets, and the name of the file.
    static func csv(
        _ query: ResultsQuery, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> (name: String, text: String)? {
        guard let page = try await ResultsPage(query, page: nil, visit, connection) else { return nil }
        var table = Table(zip(page.columns, page.areNumbers).map { .init($0, isNumber: $1) })
        for found in page.found { table.add(page.values(of: found)) }
        return ("results.csv", table.csvFile)
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private func listing(_ number: Int) throws -> ListingPage? {
        guard let first = rows.first else { return nil }
        let people = try Int(first["people", as: Int64.self])
        guard !found.isEmpty || number == 1 else { return nil }
        let address = query.inAddress
        let csv = say("下载 CSV（\(people) 人）", "As CSV, \(people) people")
        var page = ListingPage(
            title: "\(say("结果", "Results")) · \(period)",
            links: found.isEmpty ? [] : [.init(label: csv, path: "\(Self.table)?\(address)")],
            tables: [
                .init(
                    "results", say("\(people) 人", "\(people) people"), columns, found.map(cells),
                    none: say("没有符合条件的结果。", "None is found."))
            ])
        page.filter = .init(action: Self.path, fields: try fields(first), submit: say("查找", "Find"))
        page.paging = .init(
            number, of: max(1, (people + Self.most - 1) / Self.most), at: "\(Self.path)?\(address)", language)
        return page
    }

    private func cells(_ found: Found) -> [ListingPage.Cell] {
        let path = "/month/\(period.inAddress)/of/\(found.employee.inAddress)"
        // Programs read a hyphen and the post's code, people a minus and its name.
        return zip(values(of: found), areNumbers).enumerated().map { place, cell in
            let shown = cell.1 ? cell.0.map(words.signed) : place == Self.placeOfPost ? cell.0.map(words.post) : cell.0
            return .init(shown.map { LongText($0).beginning(Self.mostOfCell) }, path: place == 0 ? path : nil)
        }
    }

    /// Among the columns.
    private static let placeOfPost = 3

    private var columns: [String] {
        let (total, grade) = (Labels.of("total", language), Labels.of("grade", language))
        let compared = query.with.map { ["\($0) \(total)", "\($0) \(grade)", say("总分之差", "Difference")] }
        return [
            say("工号", "Person"), say("姓名", "Name"), say("部门", "Department"), say("岗位", "Post"), say("上级", "Supervisor"),
            Labels.of("state", language), total, grade, say("系数", "Coefficient"),
        ] + (compared ?? [])
    }

    private var areNumbers: [Bool] {
        [false, false, false, false, false, false, true, false, true] + (query.with == nil ? [] : [true, false, true])
    }

    private func values(of found: Found) -> [String?] {
        [
            found.employee, found.name, found.department, found.post, found.supervisor,
            found.status == "scored" ? words.period("scored") : words.attention(found.status), found.total, found.grade,
            found.coefficient,
        ] + (query.with == nil ? [] : [found.totalBefore, found.gradeBefore, found.difference])
    }

    private func fields(_ row: PostgresRow) throws -> [FormPage.Field] {
        [
            .choice("period", Labels.of("period", language), options(periods, chosen: period, any: nil)),
            .line("find", say("工号或姓名", "Id or name"), value: query.find),
            chosen(from: try row["departments"], "department", say("部门", "Department"), query.department),
            chosen(from: try row["posts"], "post", say("岗位", "Post"), query.post, called: words.post),
            chosen(from: try row["supervisors"], "supervisor", say("上级", "Supervisor"), query.supervisor),
            chosen(from: try row["grades"], "grade", Labels.of("grade", language), query.grade),
            .choice(
                "with", say("对比考核期", "Compare with"),
                options(periods.filter { $0 != period }, chosen: query.with, any: say("不对比", "nothing"))),
        ]
    }

    private func chosen(
        from values: [String]?, _ field: String, _ label: String, _ value: String?,
        called name: (String) -> String = { $0 }
    ) -> FormPage.Field {
        guard let values, values.count <= Self.mostChoices, value.map(values.contains) ?? true,
            values.reduce(0, { $0 + $1.utf8.count }) <= Self.mostOfChoices
        else {
            return .line(field, label, value: value)
        }
        return .choice(field, label, options(values, chosen: value, any: say("全部", "all"), called: name))
    }

    private func options(
        _ values: [String], chosen: String?, any: String?, called name: (String) -> String = { $0 }
    ) -> [FormPage.Field.Option] {
        (any.map { [.init(value: "", label: $0, isChosen: chosen == nil)] } ?? [])
            + values.map { .init(value: $0, label: name($0), isChosen: $0 == chosen) }
    }
}
