import Charts
import Exact
import Postgres

/// A supervisor's people in a period: who has handed in, who is to be rated, how each one's totals go.
///
/// They stand by their names, and beside no total: it is no league table.
struct TeamPage: Page {
    private let period: ReportPeriod
    private let months: [String]
    /// All of them, by their names.
    private let people: [TeamMember]
    /// Those of this page.
    private let shown: [TeamMember]
    private let page: Int
    private let pages: Int
    private let names: Names
    private let totals: [String: [String: BigDecimal]]

    /// As many people as a page and its drawing have room for, and months of a drawing.
    private static let (most, mostMonths) = (24, 12)

    /// Nil for whoever is nobody's supervisor, and where there is no such page.
    ///
    /// - Parameter page: from 1.
    static func load(
        _ ground: PeriodGround, page: Int, _ connection: PostgresConnection
    ) async throws -> TeamPage? {
        let period = ground.period
        let members = try await connection.query(Statements.team, period.label).map(TeamMember.init)
        guard !members.isEmpty else { return nil }
        let names = Names(Dictionary(uniqueKeysWithValues: members.map { ($0.employee, $0.name) }))
        let people = members.sorted { (names.of($0.employee), $0.employee) < (names.of($1.employee), $1.employee) }
        let pages = (people.count + most - 1) / most
        guard (1...pages).contains(page) else { return nil }
        let shown = Array(people.dropFirst((page - 1) * most).prefix(most))
        let months = ground.months.suffix(mostMonths).map(\.label)
        return TeamPage(
            period: period, months: months, people: people, shown: shown, page: page, pages: pages, names: names,
            totals: try await TeamMember.totals(of: shown, in: months, connection))
    }

    var link: Link { .team(period.label, page: page) }
    func title(_ words: Words) -> String { "\(words.say("我的团队", "My team")) · \(period.label)" }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("dates", "\(words.day("\(period.startsOn)") ?? "") – \(words.day("\(period.endsOn)") ?? "")")
        scope.text("people", "\(people.count)")
        scope.text("handed_in", "\(people.count { $0.hasEvaluated })")
        scope.text("rated", "\(people.count { $0.isRated })")
        scope.text("page", "\(page)")
        scope.text("pages", pages > 1 ? "\(pages)" : nil)
        scope.link("previous_link", page > 1 ? .team(period.label, page: page - 1) : nil)
        scope.link("next_link", page < pages ? .team(period.label, page: page + 1) : nil)
        scope.list("members", of: shown) { scope, member in
            scope.text("member", names.of(member.employee))
            scope.link("member_link", totals[member.employee]?[period.label] == nil ? nil : .person(member.employee))
            scope.flag("member_in", member.hasEvaluated)
            scope.flag("member_rated", member.isRated)
            scope.link("rate_link", .form(.rate(member.employee)))
        }
        scope.drawing("trends_drawing", trends(words))
        let isScored = totals.values.contains { $0[period.label] != nil }
        let departments = isScored ? Set(people.compactMap(\.department)).sorted() : []
        scope.list("departments", of: departments) { scope, department in
            scope.text("department", department)
            scope.link("department_link", .department(department, place: 0, page: 1))
        }
        scope.list("others", of: months.filter { $0 != period.label }.reversed()) { scope, month in
            scope.text("other", month)
            scope.link("other_link", .team(month))
        }
    }

    private func trends(_ words: Words) -> String? {
        let shown = shown.filter { totals[$0.employee] != nil }
        guard months.count > 1, !shown.isEmpty else { return nil }
        return DepartmentTrends(
            Caption(id: "trends", title: words.say("每人的历月总分", "Each one's totals by month"), language: words.chart),
            of: .people, months: months,
            departments: shown.map { member in
                .init(
                    name: names.of(member.employee), values: months.map { totals[member.employee]?[$0]?.figure })
            }
        ).figure
    }
}
