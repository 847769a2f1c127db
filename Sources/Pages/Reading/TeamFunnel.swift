import Appraisal
import Charts
import Exact
import Postgres
import Statistics

/// A department's values of one measured indicator against the rows behind each, with everyone's mean and what chance does.
struct TeamFunnel: Sendable {
    private struct Member: Sendable {
        let name: String
        let rows: Int
        let value: BigDecimal
    }

    let template: String
    let indicator: String
    private let mean: BigDecimal
    private let withinVariance: BigDecimal
    private let isShare: Bool
    private var members: [Member] = []

    /// With fewer people there is nothing to see.
    private static let leastPeople = 3
    /// On a page.
    static let most = 3

    /// By department.
    static func all(in period: String, of department: String?, _ connection: PostgresConnection) async throws
        -> [String?: [TeamFunnel]]
    {
        var funnels: [String?: [TeamFunnel]] = [:]
        for row in try await connection.query(Statements.departmentFunnels, period, department) {
            let funnel = try TeamFunnel(row)
            let name: String? = try row["department"]
            let member = Member(
                name: try row["name", as: String?.self] ?? row["employee_id"], rows: try row["rows"],
                value: try row["value"])
            let known = funnels[name]?.firstIndex {
                $0.template == funnel.template && $0.indicator == funnel.indicator
            }
            let place = known ?? funnels[name]?.count ?? 0
            if known == nil { funnels[name, default: []].append(funnel) }
            funnels[name]?[place].members.append(member)
        }
        return funnels.mapValues { all in
            // Those first in which most people stand out.
            let shown = all.filter { $0.members.count >= leastPeople }.enumerated()
            return shown.sorted { ($1.element.outside, $0.offset) < ($0.element.outside, $1.offset) }.prefix(most)
                .map(\.element)
        }
    }

    private init(_ row: PostgresRow) throws {
        (template, indicator) = (try row["template_code"], try row["indicator"])
        (mean, withinVariance) = (try row["mean"], try row["within_variance"])
        isShare = try row["is_share"]
    }

    /// How many lie beyond the 95% limits.
    private var outside: Int {
        let funnel = Funnel(mean: Rational(mean), withinVariance: Rational(withinVariance))
        return members.count { member in funnel.place(of: member.value, rows: member.rows) != .within }
    }

    /// - Parameters:
    ///   - place: among the funnels of the page.
    ///   - title: of the indicator.
    func drawing(_ place: Int, title: String, _ words: Words) -> String? {
        guard let mean = mean.figure, let variance = withinVariance.figure else { return nil }
        let bounds: ClosedRange<Double>? = isShare ? 0...100 : nil
        return FunnelChart(
            Caption(id: "funnel\(place)", title: title, language: words.chart),
            people: members.compactMap { member in
                member.value.figure.map { .init(name: member.name, rows: member.rows, value: $0) }
            }, mean: mean, variance: variance, bounds: bounds, rowsName: words.say("行数", "rows")
        ).figure
    }
}
