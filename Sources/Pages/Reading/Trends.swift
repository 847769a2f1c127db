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
        let names = means.keys.filter { department == nil || $0 == department }.sorted().prefix(24)
        guard !names.isEmpty, months.count > 1 else { return nil }
        return DepartmentTrends(
            Caption(id: "trends", title: words.say("部门平均总分", "Mean total of departments"), language: words.chart),
            months: months,
            departments: names.map { name in
                .init(
                    name: name == "other" ? words.say("其他", "other") : name,
                    values: months.map { means[name]?[$0]?.figure })
            }
        ).figure
    }
}
