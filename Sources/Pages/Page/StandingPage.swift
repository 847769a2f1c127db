import Appraisal
import Postgres

/// How somebody stands in a period that is not over: as a month looks, and marked as provisional.
struct StandingPage: Page {
    private let person: PersonPage
    /// The last day that is in it.
    private let asOf: String
    /// Whether enough is known for one.
    private let hasGrade: Bool

    /// Nil where there is nothing of the person, or nothing that the reader may see.
    ///
    /// - Parameter known: templates that were read before.
    static func load(
        _ employee: String, in label: String, known: KnownTemplates, _ connection: PostgresConnection
    ) async throws -> StandingPage? {
        guard let period = try await ReportPeriod.all(connection).last(where: { $0.label == label }),
            let row = try await connection.query(Statements.standingResult, label, employee).first
        else { return nil }
        let stored = try MonthResult(row)
        let hasGrade = Standing.hasGrade(at: stored.coverage)
        let result = hasGrade ? stored : stored.ungraded
        let rules = try await Rules.all(of: period, by: Statements.standingRules, known: known, connection)
        let month = PersonMonth(
            result: result,
            scores: try await connection.query(Statements.standingScores, label, employee).map(MonthScore.init),
            words: [], tasks: try await connection.query(Statements.standingSteps, label, employee).map(MonthTask.init),
            appeals: [], delivery: nil, customers: [], revisions: [], outcomes: [], before: [:], sureness: nil,
            scatters: [], oddities: [], peers: nil, history: [])
        return StandingPage(
            person: PersonPage(
                month: month, isAll: true, rules: result.template.flatMap { rules[$0] }, period: period,
                before: nil),
            asOf: try row["as_of"], hasGrade: hasGrade)
    }

    private init(person: PersonPage, asOf: String, hasGrade: Bool) {
        self.person = person
        self.asOf = asOf
        self.hasGrade = hasGrade
    }

    var link: Link { .standing(person.month.result.employee) }

    func title(_ words: Words) -> String {
        "\(words.say("目前状况（暂定）", "Standing so far, provisional")) · \(person.month.result.shownName) · \(person.period.label)"
    }

    func fill(_ scope: inout Scope, _ words: Words) {
        person.fill(&scope, words)
        scope.text("as_of", words.day(asOf))
        scope.flag("too_little", !hasGrade)
        // On the bands of the grades a total would have one.
        if !hasGrade { scope.drawing("total_drawing", nil) }
    }
}
