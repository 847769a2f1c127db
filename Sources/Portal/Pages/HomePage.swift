import Pages
import Postgres
import Reports

/// What somebody owes, and the months that were delivered.
struct HomePage: PortalPage {
    struct Act: Sendable {
        let what: String
        let path: String?
        let about: String?
        let period: String
        let due: String?
        let isOverdue: Bool
    }

    struct Month: Sendable {
        let period: String
        let path: String
        let state: String
        /// Where an officer delivers it.
        var deliverPath: String?
    }

    let title: String
    let acts: [Act]
    let hasActs: Bool
    let months: [Month]
    let hasMonths: Bool
    /// Those that are scored, the newest first.
    let periods: [Month]
    let hasPeriods: Bool
    /// Pages of whoever has a duty.
    let duties: [FormPage.Link]
    let hasDuties: Bool

    static func load(_ visit: Visit, _ connection: PostgresConnection) async throws -> HomePage {
        let words = Words(visit.language)
        let acts = try await connection.query(Statements.ownActs).map { row in
            let (what, about, period, number, due, isOverdue, acts) = try row.decode(
                String.self, String?.self, String?.self, Int64?.self, String?.self, Bool.self, Int64.self)
            return Act(
                what: words.owed(what),
                path: path(of: what, period: period ?? "", about: about ?? "", number: number, visit),
                about: acts > 1 ? "\(acts)" : about == visit.person ? nil : about, period: period ?? "", due: due,
                isOverdue: isOverdue)
        }
        let months = try await connection.query(Statements.ownMonths, visit.person).map { row in
            let (period, state) = try row.decode(String.self, String.self)
            return Month(
                period: period, path: "/month/\(period.inAddress)", state: words.delivery(state))
        }
        let periods = try await connection.query(Statements.scoredPeriods).map { row in
            let (period, status, isOfficers) = try row.decode(String.self, String.self, Bool.self)
            let path = "/period/\(period.inAddress)"
            return Month(
                period: period, path: path, state: words.period(status),
                deliverPath: isOfficers && status == "scored" ? "\(path)/deliver" : nil)
        }
        let duty = try await Duties.load(connection)
        let language = visit.language
        var duties: [FormPage.Link] = []
        if duty.seesPeriods { duties.append(.init(label: language.text(zh: "考核期", en: "Periods"), path: "/periods")) }
        if duty.seesTemplates {
            duties.append(.init(label: language.text(zh: "考核规则", en: "Templates"), path: "/templates"))
        }
        if duty.seesQueue { duties.append(.init(label: language.text(zh: "任务队列", en: "The queue"), path: "/queue")) }
        return HomePage(
            title: Labels.of("home", visit.language), acts: acts, hasActs: !acts.isEmpty, months: months,
            hasMonths: !months.isEmpty, periods: periods, hasPeriods: !periods.isEmpty,
            duties: duties, hasDuties: !duties.isEmpty)
    }

    /// Where an act is done; nil where the portal has no form for it.
    private static func path(
        of what: String, period: String, about: String, number: Int64?, _ visit: Visit
    ) -> String? {
        let period = period.inAddress
        switch what {
        case "self_evaluation": return "/evaluate/\(period)"
        case "evaluation": return "/evaluate/\(period)/\(about.inAddress)"
        case "answer": return "/month/\(period)"
        // Many together stand at the period's desk.
        case "appeal": return number.map { "/appeal/\($0)" } ?? "/period/\(period)/desk"
        case "proposal": return number.map { "/proposal/\($0)" } ?? "/period/\(period)/desk"
        case "interview": return "/month/\(period)/of/\(about.inAddress)/interview"
        case "acknowledgement": return number.map { "/interview/\($0)" }
        case "task": return number.map { "/task/\($0)" }
        default: return nil
        }
    }
}
