import ArgumentParser
import Postgres
import ScratchServer
import Subprocess

/// Years of results: what reading a month, a person and the dashboard's figures takes, and what keeping them ready adds.
struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Months of results of many people: questions of a period and of a person, the dashboard's views.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often each is measured.") var rounds = 5
    @Option(help: "How many months there are.") var months = 60
    @Option(help: "How many people.") var people = 10_000
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Figure: Codable {
        let name: String
        var samples = Samples()
    }

    /// Of the last month but one, as a company that is some years old asks.
    private static let questions = [
        """
        select employee_id, total, grade, coefficient, rank_in_department, reason from merit.current_result where period = '2020-11'
        """,
        "select period, total, grade, rank_in_department from merit.current_result where employee_id = 'E17'",
        "select * from merit.current_indicator_score where employee_id = 'E17'",
        "select * from merit.interview_sheet where label = '2020-11' and employee_id = 'E17'",
        "select * from merit.grade_count", "select * from merit.department_trend",
        "select * from merit.follow_up_count",
    ]
    /// A scoring of everyone writes that, once with what is kept beside it.
    private static let copy = "insert into merit.result select * from public.first_month"

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            try await server.configuration.withConnection { try await $0.script("create database history") }
            let owner = try server.configuration.withDatabase("history")
            try await Tool.run(merit, ["migrate"], environment: ["MERIT_DATABASE_URL": owner.conninfo])
            note("\(months) months of \(people) people are made …")
            try await Tool.psql(
                "history.sql", owner.conninfo, variables: ["months": months, "people": people, "supervisors": 100])
            let figures = try await owner.withConnection { connection in
                try await reading(connection) + keeping(connection)
            }
            return try await Measured(figures, rounds: rounds, on: server)
        }
        let lines = measured.outcomes.map { figure in
            "| \(figure.name) | \(Int((figure.samples.median * 1000).rounded())) ms |"
        }
        let head = [measured.head("\(months) months, \(people) people"), "", "| what | median |", "|---|---:|"]
        print((head + lines).joined(separator: "\n"))
        try Tool.write(measured, to: json)
    }

    private func reading(_ connection: PostgresConnection) async throws -> [Figure] {
        var figures: [Figure] = []
        for question in Self.questions {
            var figure = Figure(name: "`\(question)`")
            for _ in 0..<rounds {
                figure.samples.add(try await seconds { _ = try await connection.query(question) })
            }
            figures.append(figure)
        }
        return figures
    }

    private func keeping(_ connection: PostgresConnection) async throws -> [Figure] {
        var figures = [
            Figure(name: "results of everyone written, alone"), Figure(name: "results of everyone written, ranks kept"),
        ]
        for _ in 0..<rounds {
            for place in figures.indices {
                try await connection.script("begin")
                if place == 0 { try await connection.script("alter table merit.result disable trigger keep_newest") }
                figures[place].samples.add(try await seconds { try await connection.script(Self.copy) })
                try await connection.script("rollback")
            }
        }
        return figures
    }
}
