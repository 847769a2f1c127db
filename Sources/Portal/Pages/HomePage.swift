import Exact
import Pages
import Postgres
import Reports

/// What somebody owes, and the months that were delivered.
struct HomePage: PortalPage {
    struct Act: Sendable {
        let what: String
        let path: String?
        let about: String?
        let period: String?
        let due: String?
        let isOverdue: Bool
    }

    let title: String
    let acts: [Act]
    let hasActs: Bool
    /// Where the other acts stand.
    let paging: Paging?
    let months: [PeriodList.Item]
    /// Where all of them stand, where there are more.
    let moreMonths: FormPage.Link?
    let hasMonths: Bool
    /// Periods that are not over in which it is known how one stands.
    let standings: [PeriodList.Item]
    let hasStandings: Bool
    /// Those that are scored, the newest first.
    let periods: [PeriodList.Item]
    let morePeriods: FormPage.Link?
    let hasPeriods: Bool
    /// Pages of whoever has a duty.
    let duties: [FormPage.Link]
    let hasDuties: Bool
    /// Pages that everybody has.
    let own: [FormPage.Link]

    /// As many acts as a page has room for.
    private static let most = 80

    /// - Parameter page: of what is owed, from 1; nil where there is none.
    static func load(
        page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> HomePage? {
        let words = Words(visit.language)
        guard (1..<1_000_000).contains(page) else { return nil }
        let rows = try await connection.query(Statements.ownActs, Int64(most), Int64((page - 1) * most))
        guard page == 1 || !rows.isEmpty else { return nil }
        let count = try rows.first.map { try Int($0["all_of_them", as: Int64.self]) } ?? 0
        let owed = try rows.decode(
            String.self, String?.self, String?.self, Int64?.self, String?.self, Bool.self, Int64.self, Int64.self)
        let names = try await Names.load(owed.compactMap(\.1).filter { $0 != visit.person }, connection)
        let acts = owed.map { what, about, period, number, due, isOverdue, acts, _ in
            Act(
                what: words.owed(what),
                path: path(of: what, period: period ?? "", about: about ?? "", number: number, visit),
                about: acts > 1
                    ? visit.language.text(zh: "\(acts) 项", en: "\(acts) of them")
                    : about == visit.person ? nil : about.map(names.of),
                period: period, due: words.deadline(due),
                isOverdue: isOverdue)
        }
        let months = try await PeriodList.months(visit, connection)
        let standings = try await connection.query(Statements.ownStandings, visit.person).map { row in
            let (period, day, total, grade, coverage) = try row.decode(
                String.self, String.self, String?.self, String?.self, BigDecimal?.self)
            let shown = words.day(day) ?? day
            let asOf = visit.language.text(zh: "截至 \(shown)", en: "as of \(shown)")
            let standing = [total, Standing.hasGrade(at: coverage) ? grade : nil].compactMap(\.self)
                .joined(separator: " ")
            let known = coverage.map { $0.normalized }.map {
                visit.language.text(zh: "依据考核表 \($0)% 的权重", en: "on \($0)% of the sheet")
            }
            return PeriodList.Item(
                period: period, path: "/standing/\(period.inAddress)",
                state: ([standing].filter { !$0.isEmpty } + [known, asOf].compactMap(\.self)).joined(separator: " · "))
        }
        let seesStandings = try await connection.query(Statements.seesStandings).one().decode(Bool.self)
        let periods = try await PeriodList.scored(visit, connection)
        let team = try await connection.query(Statements.teamPeriod).first?.decode(String.self)
        let takesRepairs = try await connection.query(Statements.takesRepairs).one().decode(Bool.self)
        let duty = try await Duties.load(connection)
        // Whoever sees all raters is not asked: it takes everyone's evaluations.
        var rates = false
        if !duty.seesTemplates {
            rates = try await connection.query(Statements.rates, visit.person).one().decode(Bool.self)
        }
        let language = visit.language
        let duties: [FormPage.Link] = [
            (duty.seesPeriods, language.text(zh: "考核期", en: "Periods"), "/periods"),
            (duty.seesPeriods, language.text(zh: "查找结果", en: "Find results"), ResultsPage.path),
            (duty.seesTemplates || rates, language.text(zh: "评分人", en: "Raters"), RatersPage.path),
            (duty.seesTemplates, language.text(zh: "考核规则", en: "Templates"), "/templates"),
            (duty.seesQueue, language.text(zh: "任务队列", en: "The queue"), "/queue"),
            (duty.readsPayroll, language.text(zh: "薪酬数据", en: "Payroll"), "/payroll"),
            (team != nil, language.text(zh: "我的团队", en: "My team"), "/team/\((team ?? "").inAddress)"),
            (seesStandings, language.text(zh: "人员的目前状况", en: "How people stand so far"), "/standings"),
            (takesRepairs, language.text(zh: "维修报告", en: "Repair reports"), "/repair"),
        ].filter(\.0).map { FormPage.Link(label: $0.1, path: $0.2) }
        return HomePage(
            title: Labels.of("home", visit.language), acts: acts, hasActs: !acts.isEmpty,
            paging: Paging(page, of: max(1, (count + most - 1) / most), at: "/", visit.language), months: months.newest,
            moreMonths: months.more,
            hasMonths: !months.items.isEmpty, standings: standings, hasStandings: !standings.isEmpty,
            periods: periods.newest,
            morePeriods: periods.more, hasPeriods: !periods.items.isEmpty, duties: duties, hasDuties: !duties.isEmpty,
            own: [
                .init(label: RulesPage.title(language), path: RulesPage.path),
                .init(label: TrainingsPage.title(language), path: TrainingsPage.path),
            ])
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
        // Of many the first.
        case "calibration", "agreement": return number.map { CalibrationForm.path($0, about) }
        // Many together stand at the period's desk.
        case "appeal": return number.map { "/appeal/\($0)" } ?? "/period/\(period)/desk"
        case "proposal": return number.map { "/proposal/\($0)" } ?? "/period/\(period)/desk"
        case "interview": return "/month/\(period)/of/\(about.inAddress)/interview"
        case "acknowledgement": return number.map { "/interview/\($0)" }
        case "task": return number.map { "/task/\($0)" }
        case "rule": return AcknowledgeRulesForm.path
        case "training": return TrainingsPage.path
        case "attendance": return number.map(TrainingForm.path)
        default: return nil
        }
    }
}
