import ArgumentParser
import Postgres
import Reports
import Store

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Shows whether the indicators of a quarter are still the right ones: what to do first, why, how sure.",
        discussion: """
            Where the quarter was not reviewed yet it is asked for, the same as INSERT INTO merit.quarter_review, and a worker does it. \
            Decide by UPDATE of merit.indicator_review and merit.complaint_theme; merit template propose QUARTER then writes the next \
            version.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var language: LanguageOption
    @Flag(help: "Review a quarter that is not over, as far as it goes.") var soFar = false
    @Flag(help: "Review it again, as the next revision.") var again = false
    @Option(help: "One part as rows: \(ReviewPage.Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    var show: ReviewPage.Part?
    @Argument(help: QuarterName.help) var quarter: QuarterName

    func run() async throws {
        let sheet = try await database.withConnection("review") { connection in
            try await Migrator().requireUsable(connection)
            let day = try await quarter.start(in: connection)
            let known = again || soFar ? nil : try await QuarterReview.newest(of: day, in: connection)
            let review: Int64
            if let known { review = known } else { review = try await ask(for: day, in: connection) }
            return try await ReviewSheet.load(review, everyRater: show == .raters, in: connection)
        }
        guard let sheet else { throw NotFound("that review is not done") }
        let page = ReviewPage(sheet, language: language.language(of: output.format))
        if show == nil, output.format == .table {
            Console.say(page.text)
        } else {
            Console.show(page.table(show ?? .indicators), as: output.format)
        }
    }

    /// Asks for the review and waits until a worker has done it.
    private func ask(for quarter: PostgresDate, in connection: PostgresConnection) async throws -> Int64 {
        let notifications = try await connection.listen(["merit_reviewed"])
        let review = try await QuarterReview.ask(quarter, soFar: soFar, in: connection)
        Console.note("review \(review) is asked for")
        return try await withThrowingTaskGroup { group in
            defer { group.cancelAll() }
            let (looks, look) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            look.yield()
            group.addTask {
                for await _ in notifications { look.yield() }
                look.finish()
            }
            // A notification is a hint: behind a pooler, or where the worker dies, none comes.
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(2))
                    look.yield()
                }
            }
            // A worker that was never there is not waited for.
            var lastServed = ContinuousClock.now - Self.patience
            for await _ in looks {
                let state = try await ReviewState.load(review, in: connection)
                switch state.status {
                case "reviewed": return review
                case "failed", "cancelled":
                    throw NotFound("review \(review) is \(state.status): \(state.problem ?? "no reason was given")")
                case _ where state.isServed:
                    lastServed = .now
                default:
                    guard ContinuousClock.now - lastServed < Self.patience else {
                        throw NotFound(
                            """
                            no worker is alive to do it: start one (merit worker); review \(review) is asked for, and merit review \
                            shows it once it is done
                            """)
                    }
                }
            }
            try Task.checkCancellation()
            throw NotFound("the connection was lost; the review is still asked for")
        }
    }

    /// How long a worker that was there may take to come back, as when it is restarted.
    private static let patience = Duration.seconds(10)
}

extension ReviewPage.Part: ExpressibleByArgument {}
