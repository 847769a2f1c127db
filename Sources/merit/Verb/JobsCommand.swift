import ArgumentParser
import Postgres
import Reports
import Store

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Shows the queue, and lets people step in.",
        subcommands: [
            List.self, Show.self, Workers.self, Retry.self, Cancel.self, Pause.self, Resume.self, Prune.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the jobs that wait or run, and the newest of those that are over.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Option(help: "Only jobs in this state: available, running, completed, failed or cancelled.") var state: State?
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("How many of those that are over, or of one state.", valueName: "count")) var limit =
            20

        func validate() throws {
            guard (0...1_000_000).contains(limit) else { throw ValidationError("--limit is a number up to 1000000") }
        }

        func run() async throws {
            let jobs = try await database.withConnection("jobs list") { connection in
                try await JobEntry.all(state: state?.rawValue, limit: limit, in: connection)
            }
            Console.show(JobTable.of(jobs), as: output.format)
        }

        enum State: String, ExpressibleByArgument, CaseIterable {
            case available, running, completed, failed, cancelled
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one job in full.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Argument(help: "Number of the job.") var job: Int64

        func run() async throws {
            let found = try await database.withConnection("jobs show") { try await JobEntry.find(job, in: $0) }
            guard let found else { throw NotFound("there is no job \(job); merit jobs list shows them") }
            Console.show(JobTable.details(of: found), as: output.format)
        }
    }

    struct Workers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows who is alive, what each does, and since when.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let workers = try await database.withConnection("jobs workers") { try await WorkerEntry.all(in: $0) }
            Console.show(JobTable.of(workers), as: output.format)
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Has a failed or cancelled job tried again, or one that waits for its next try at once.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "The newest scoring of the period with this label.") var period: String?
        @Argument(help: "Number of the job.") var job: Int64?

        func validate() throws {
            if (job == nil) == (period == nil) { throw ValidationError("name the job by its number, or by --period") }
        }

        func run() async throws {
            let number = try await database.withConnection("jobs retry") { connection in
                let number = try await named(in: connection)
                _ = try await connection.query("select merit.retry($1)", number)
                return number
            }
            Console.say("job \(number) is available")
        }

        private func named(in connection: PostgresConnection) async throws -> Int64 {
            if let job { return job }
            let label = period ?? ""
            guard let found = try await JobEntry.ofPeriod(label, in: connection) else {
                throw NotFound("no scoring of period \"\(label)\" is kept; merit period status shows the periods")
            }
            return found
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancels a job that waits or runs; nothing of a running attempt is kept.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "Why, for those who look at it later.") var reason: String?
        @Argument(help: "Number of the job.") var job: Int64

        func run() async throws {
            try await database.withConnection("jobs cancel") {
                _ = try await $0.query("select merit.cancel($1, $2)", job, reason)
            }
            Console.say("job \(job) is cancelled")
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets no worker begin jobs, or jobs of one kind; what runs goes on.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "Only this kind, such as score_period.") var kind = "*"
        @Option(help: "Why, for those who look at it later.") var reason = ""

        func run() async throws {
            try await database.withConnection("jobs pause") {
                _ = try await $0.query("select merit.pause($1, $2)", kind, reason)
            }
            Console.say(kind == "*" ? "jobs are paused" : "jobs of kind \(kind) are paused")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lets workers begin jobs again, or jobs of one kind.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "Only this kind.") var kind = "*"

        func run() async throws {
            let still = try await database.withConnection("jobs resume") { connection in
                _ = try await connection.query("select merit.resume($1)", kind)
                return try await connection.query("select kind from merit.paused order by kind").decode(String.self)
            }
            Console.say(kind == "*" ? "jobs are begun again" : "jobs of kind \(kind) are begun again")
            if !still.isEmpty { Console.say("still paused: \(still.joined(separator: ", "))") }
        }
    }

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deletes jobs that ended long ago; a worker does it by itself too.")

        @OptionGroup var database: DatabaseOptions
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("How long ago; default: the setting prune_days.", valueName: "days")) var olderThan: Int?

        func validate() throws {
            if let olderThan, !(0...36_500).contains(olderThan) {
                throw ValidationError("--older-than is a number of days up to 36500")
            }
        }

        func run() async throws {
            try await database.withConnection("jobs prune") { connection in
                while let note = try await connection.query("select note from merit.prune($1::integer)", olderThan)
                    .first
                {
                    Console.say(try note.decode(String.self))
                }
            }
            Console.say("no finished job is older")
        }
    }
}
