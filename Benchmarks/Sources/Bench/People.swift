import ArgumentParser
import Postgres
import ScratchServer
import Subprocess

/// What it takes to show people what is theirs, to deliver a month, and to seal and verify years.
struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What rights cost a supervisor's page, delivering a month, sealing and verifying years of results.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often each is measured; sealing and verifying once.") var rounds = 5
    @Option(help: "How many months there are.") var months = 60
    @Option(help: "How many people.") var people = 10_000
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Figure: Codable {
        let name: String
        var samples = Samples()
    }

    /// Who asks, and what; the last of each is what it is without rights.
    private static let questions =
        [
            ("M17", "a supervisor of twenty, a month", "select * from merit_api.results('2020-11')"),
            ("M17", "their indicators", "select * from merit_api.indicator_scores('2020-11')"),
            ("M17", "their tasks", "select * from merit_api.tasks('2020-11')"),
            ("M17", "their deliveries", "select * from merit_api.deliveries('2020-11')"),
            ("M17", "what they owe", "select * from merit_api.owed"),
            ("M17", "all months of them", "select * from merit_api.result"),
            ("E17", "a person, all months", "select * from merit_api.result"),
            ("H1", "an officer for everyone, a month", "select * from merit_api.results('2020-11')"),
            (
                nil, "a supervisor's month without rights",
                "select * from merit.current_result where period = '2020-11' and supervisor_id = 'M17'"
            ),
        ] as [(String?, String, String)]

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            try await server.configuration.withConnection { try await $0.script("create database people") }
            let owner = try server.configuration.withDatabase("people")
            try await Tool.run(merit, ["migrate"], environment: ["MERIT_DATABASE_URL": owner.conninfo])
            note("\(months) months of \(people) people are made …")
            try await Tool.psql(
                "history.sql", owner.conninfo,
                variables: ["months": months, "people": people, "supervisors": max(1, people / 20)])
            let figures = try await owner.withConnection { connection in
                try await connection.script(
                    """
                    create role portal login in role merit_person;
                    insert into merit.application (role_name) values ('portal');
                    insert into merit.officer (employee_id, duty) values ('H1', 'hr');
                    set session_replication_role = replica;
                    update merit.appraisal_period set status = 'scored' where label < '2021';
                    set session_replication_role = origin;
                    """)
                return try await delivering(connection) + asking(connection) + sealing(connection)
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

    /// Each time another month, the newest first.
    private func delivering(_ connection: PostgresConnection) async throws -> [Figure] {
        var figure = Figure(name: "delivering the results of \(people) people")
        let labels = try await connection.query(
            "select label from merit.appraisal_period where status = 'scored' order by label desc limit \(rounds)"
        ).map { try $0.decode(String.self) }
        for label in labels {
            figure.samples.add(
                try await seconds {
                    _ = try await connection.query("select merit.deliver('\(label)', now() + interval '1 week')")
                })
        }
        try await connection.script("vacuum analyze")
        return [figure]
    }

    /// As the portal asks: in a transaction that says for whom.
    private func asking(_ connection: PostgresConnection) async throws -> [Figure] {
        var figures: [Figure] = []
        for (viewer, name, question) in Self.questions {
            var figure = Figure(name: "\(name): `\(question)`")
            for _ in 0..<rounds {
                if let viewer {
                    try await connection.script(
                        "set session authorization portal; begin; select merit.act_for('\(viewer)')")
                }
                figure.samples.add(try await seconds { _ = try await connection.query(question) })
                if viewer != nil { try await connection.script("commit; reset session authorization") }
            }
            figures.append(figure)
        }
        return figures
    }

    private func sealing(_ connection: PostgresConnection) async throws -> [Figure] {
        var figures = [
            Figure(name: "sealing all of \(months) months"), Figure(name: "`merit verify --chain` of \(months) months"),
        ]
        figures[0].samples.add(try await seconds { _ = try await connection.query("select merit.seal_all()") })
        figures[1].samples.add(
            try await seconds { _ = try await connection.query("select count(*) from merit.verify_chain()") })
        return figures
    }
}
