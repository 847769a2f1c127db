import Charts
import Exact
import Postgres

/// Mean totals of departments, as groups of five or more are shown to everybody.
struct Trends: Sendable {
    let months: [String]
    /// By department, then by month.
    private let means: [String: [String: BigDecimal]]

    static func load(of months: [String], _ connection: PostgresConnection) async throws -> Trends {
        var means: [String: [String: BigDecimal]] = [:]
        for row in try await connection.query(Statements.departmentTrends, months) {
            means[try row["department"], default: [:]][try row["period"]] = try row["mean_total"]
        }
        return Trends(months: months, means: means)
    }

    /// - Parameter department: one alone; nil: all of them, as many as a page takes.
    func drawing(of department: String?, _ words: Words) -> String? {
        let all = means.keys.filter { department == nil || $0 == department }.sorted()
        let names = all.prefix(Self.most)
        guard !names.isEmpty, months.count > 1 else { return nil }
        return DepartmentTrends(
            Caption(id: "trends", title: title(of: all.count, words), language: words.chart),
            months: months,
            departments: names.map { name in
                .init(
                    name: name == "other" ? words.say("其他", "other") : name,
                    values: months.map { means[name]?[$0]?.figure })
            }
        ).figure
    }

    /// As many departments as a page takes.
    private static let most = 24

    private func title(of count: Int, _ words: Words) -> String {
        let title = words.say("部门平均总分", "Mean total of departments")
        guard count > Self.most else { return title }
        return title + words.say("（\(count) 个中的前 \(Self.most) 个）", ", the first \(Self.most) of \(count)")
    }
}
