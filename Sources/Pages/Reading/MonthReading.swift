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
    private var before: PersonStream<(dimension: String, reached: BigDecimal)>?
    private var history: [PersonStream<MonthTotal>]

    /// - Parameters:
    ///   - before: the period before; nil where there is none.
    ///   - months: the periods of the history, in their order; the last is `period`.
    ///   - person: one alone; nil: everyone whom the reader may see.
    init(
        _ period: ReportPeriod, before last: ReportPeriod?, months: [ReportPeriod], of person: String?,
        in department: String? = nil, _ connection: PostgresConnection
    ) async throws {
        self.connection = connection
        let who: [(any PostgresEncodable)?] = [period.label, person]
        let zoned = who + [period.timeZone]
        let isShort = person != nil
        results = try await PersonStream(
            "results", Statements.monthResults, who + [department], isShort: isShort, on: connection,
            read: MonthResult.init)
        scores = try await PersonStream(
            "scores", Statements.monthScores, who, isShort: isShort, on: connection, read: MonthScore.init)
        words = try await PersonStream(
            "words", Statements.monthWords, who, isShort: isShort, on: connection, read: RaterWords.init)
        tasks = try await PersonStream(
            "tasks", Statements.monthTasks, who, isShort: isShort, on: connection, read: MonthTask.init)
        appeals = try await PersonStream(
            "appeals", Statements.monthAppeals, zoned, isShort: isShort, on: connection, read: MonthAppeal.init)
        deliveries = try await PersonStream(
            "deliveries", Statements.monthDeliveries, zoned, isShort: isShort, on: connection, read: MonthDelivery.init)
        customers = try await PersonStream(
            "customers", Statements.monthCustomers, who, isShort: isShort, on: connection, read: CustomerWords.init)
        revisions = try await PersonStream(
            "revisions", Statements.monthRevisions, zoned, isShort: isShort, on: connection, read: MonthRevision.init)
        outcomes = try await PersonStream(
            "outcomes", Statements.monthOutcomes, who, isShort: isShort, on: connection, read: MonthOutcome.init)
        surenesses = try await PersonStream(
            "surenesses", Statements.monthSureness, who, isShort: isShort, on: connection, read: MonthSureness.init)
        scatters = try await PersonStream(
            "scatters", Statements.monthScatters, who, isShort: isShort, on: connection, read: MonthScatter.init)
        if let last {
            before = try await PersonStream(
                "before", Statements.monthDimensions, [last.label, person], isShort: isShort, on: connection
            ) { row in (dimension: try row["dimension"], reached: try row["reached"]) }
        }
        history = []
        for (place, month) in months.enumerated() {
            history.append(
                try await PersonStream(
                    "month_\(place)", Statements.monthTotals, [month.label, person], isShort: isShort,
                    on: connection,
                    read: MonthTotal.init))
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
            scatters: try await scatters.rows(of: key, on: connection), history: totals)
    }
}
