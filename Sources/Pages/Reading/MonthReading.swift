import Appraisal
import Exact
import Postgres

/// The people of a period one after the other, with all that stands on their pages.
struct MonthReading {
    private let connection: PostgresConnection
    private var results: PersonStream<MonthResult>
    private var scores: PersonStream<MonthScore>
    private var words: PersonStream<RaterWords>
    private var tasks: PersonStream<MonthTask>
    private var appeals: PersonStream<MonthAppeal>
    private var deliveries: PersonStream<MonthDelivery>
    private var customers: PersonStream<CustomerWords>
    private var revisions: PersonStream<MonthRevision>
    private var outcomes: PersonStream<MonthOutcome>
    private var surenesses: PersonStream<MonthSureness?>
    private var scatters: PersonStream<MonthScatter>
    private var oddities: PersonStream<PersonMonth.Oddity>
    private let peers: Peers
    private var before: PersonStream<(dimension: String, reached: BigDecimal)>?
    private var history: [PersonStream<MonthTotal>]

    /// - Parameters:
    ///   - before: the period before; nil where there is none.
    ///   - months: the periods of the history, in their order; the last is `period`.
    ///   - person: one alone; nil: everyone whom the reader may see.
    ///   - isOwn: whether the one person asks, by the portal.
    ///   - isSeen: whether that one looks at it just now.
    init(
        _ period: ReportPeriod, before last: ReportPeriod?, months: [ReportPeriod], of person: String?,
        in department: String? = nil, isOwn: Bool = false, isSeen: Bool = false, _ connection: PostgresConnection
    ) async throws {
        self.connection = connection
        let who: [(any PostgresEncodable)?] = [period.label, person]
        let zoned = who + [period.timeZone]
        var questions = [
            PersonQuestion("results", Statements.monthResults, who + [department]),
            PersonQuestion("scores", Statements.monthScores, who), PersonQuestion("words", Statements.monthWords, who),
            PersonQuestion("tasks", Statements.monthTasks, who),
            PersonQuestion("appeals", Statements.monthAppeals, zoned),
            PersonQuestion("deliveries", Statements.monthDeliveries, zoned),
            PersonQuestion("customers", Statements.monthCustomers, who),
            PersonQuestion("revisions", Statements.monthRevisions, zoned),
            PersonQuestion("outcomes", Statements.monthOutcomes, who),
            PersonQuestion("surenesses", Statements.monthSureness, who),
            PersonQuestion("scatters", Statements.monthScatters, who),
            PersonQuestion("oddities", Statements.monthOddRows, who),
            PersonQuestion("peers", Statements.peers, zoned),
        ]
        if let last { questions.append(PersonQuestion("before", Statements.monthDimensions, [last.label, person])) }
        if isOwn {
            // All of it is opened at once: who asks, and what that one sees, takes as long to find as what is shown.
            questions = questions.map { PersonQuestion($0.name, "fetch all from \($0.name)", []) }
            questions.insert(
                PersonQuestion("opened", Statements.openOwnMonth, [period.label, last?.label]), at: 0)
        }
        // Before how the delivery stands is asked.
        if isSeen { questions.insert(PersonQuestion("seen", Statements.see, [period.label]), at: 0) }
        for (place, month) in months.enumerated() {
            questions.append(PersonQuestion("month_\(place)", Statements.monthTotals, [month.label, person]))
        }
        let streams = try await PersonStreams(questions, ofOne: person != nil, on: connection)
        results = try await streams.stream("results", read: MonthResult.init)
        scores = try await streams.stream("scores", read: MonthScore.init)
        words = try await streams.stream("words", read: RaterWords.init)
        tasks = try await streams.stream("tasks", read: MonthTask.init)
        appeals = try await streams.stream("appeals", read: MonthAppeal.init)
        deliveries = try await streams.stream("deliveries", read: MonthDelivery.init)
        customers = try await streams.stream("customers", read: CustomerWords.init)
        revisions = try await streams.stream("revisions", read: MonthRevision.init)
        outcomes = try await streams.stream("outcomes", read: MonthOutcome.init)
        surenesses = try await streams.stream("surenesses", read: MonthSureness.init)
        scatters = try await streams.stream("scatters", read: MonthScatter.init)
        oddities = try await streams.stream("oddities") { row in
            PersonMonth.Oddity(relation: try row["relation"], kind: try row["kind"])
        }
        peers = try await Peers(streams.rows("peers"))
        if last != nil {
            before = try await streams.stream("before") { row in
                (dimension: try row["dimension"], reached: try row["reached"])
            }
        }
        history = []
        for place in months.indices {
            history.append(try await streams.stream("month_\(place)", read: MonthTotal.init))
        }
    }

    /// The next person; nil behind the last.
    mutating func next() async throws -> PersonMonth? {
        guard let (key, result) = try await results.person(on: connection) else { return nil }
        var totals: [MonthTotal?] = []
        for place in history.indices { totals.append(try await history[place].rows(of: key, on: connection).first) }
        return PersonMonth(
            result: result, scores: try await scores.rows(of: key, on: connection),
            words: try await words.rows(of: key, on: connection), tasks: try await tasks.rows(of: key, on: connection),
            appeals: try await appeals.rows(of: key, on: connection),
            delivery: try await deliveries.rows(of: key, on: connection).last,
            customers: try await customers.rows(of: key, on: connection),
            revisions: try await revisions.rows(of: key, on: connection),
            outcomes: try await outcomes.rows(of: key, on: connection),
            before: Dictionary(
                try await before?.rows(of: key, on: connection).map { ($0.dimension, $0.reached) } ?? [],
                uniquingKeysWith: { first, _ in first }),
            sureness: try await surenesses.rows(of: key, on: connection).first ?? nil,
            scatters: try await scatters.rows(of: key, on: connection),
            oddities: try await oddities.rows(of: key, on: connection), peers: peers, history: totals)
    }
}
