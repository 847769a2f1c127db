import Appraisal
import Foundation
import Jobs
import Logging
import Ops
import Postgres
import Reports
import Schema
import ShippedTemplates
import Store
import Worker

/// The first hour: schema, roles with passwords, source, template and the first period; each step leaves what is there.
struct Setup {
    /// As whoever owns the database, or may create schemas in it.
    let owner: PostgresConfiguration
    let roles: MeritRoles
    let schema: String
    let adapter: Adapter?
    let installation: SourceInstallation
    /// A shipped template's name, or the path of a file.
    let template: String
    let period: String
    let timeZone: String
    let passFile: PassFile
    let renewsPasswords: Bool
    let scores: Bool

    /// Why it ends, and what to do.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    func run() async throws {
        try await migrate()
        try await install()
        let people = try await look()
        try await publish()
        guard people > 0 else {
            say(
                "employee has nobody yet: fill it (merit import employee FILE --apply, docs/files.md), then call merit init again"
            )
            return
        }
        try await open()
        if scores { try await score() }
        try await tell()
    }

    /// What a person would have typed.
    private func typed(_ command: String) { Console.write("\n$ \(command.shown)") }

    private func say(_ line: String) { Console.say(line) }

    private var names: RoleNames { roles.names }

    /// As whom a command is called.
    private func login(_ name: String) throws -> String { " --database \"\(try role(name).withoutSecrets)\"" }

    /// By the passfile, where the owner's password stands in the settings or the environment too: libpq looks there for an empty one.
    private func role(_ name: String) throws -> PostgresConfiguration {
        try owner.with(["user": name, "password": "", "passfile": passFile.path])
    }
}

/// Schema and roles.
extension Setup {
    private func migrate() async throws {
        typed("merit migrate\(names.flag) --database \"\(owner.withoutSecrets)\"")
        try await owner.withConnection { connection in
            let before = try await roles.present(in: connection)
            do {
                let changes = try await Migrator(roles: names).migrate(connection) { Console.note("merit: \($0)") }
                say(changes.isEmpty ? "schema merit is there" : "schema merit is at version \(Migrator().version)")
            } catch let error as SchemaError {
                throw try await refusal(of: error, connection)
            }
            try await givePasswords(to: before, connection)
        }
        for name in roles.logins {
            do {
                try await role(name).withConnection { _ in }
            } catch let error as PostgresError where error.code == .cannotConnect {
                throw Refusal(
                    description: """
                        \(name) cannot log in: \(error.message)
                        \(error.connectionAdvice)
                        Was it there before, its password is unknown here: put it into \(passFile.path), or give it another by --new-passwords.
                        """)
            }
        }
    }

    private func refusal(of error: SchemaError, _ connection: PostgresConnection) async throws -> any Error {
        switch error {
        case .notAllowed, .notOwner:
            let statements = try await roles.statements(in: connection)
            return Refusal(
                description: """
                    \(error)
                    Have an administrator run this in the database, then call merit init again:

                    \(statements.joined(separator: "\n"))

                    and give \(roles.logins.joined(separator: ", ")) passwords (\\password NAME in psql), which you put into \(passFile.path),
                    a line for each: host:port:database:role:password
                    """)
        default: return error
        }
    }

    /// Of roles that were there before, the passwords are others' too: they stay, unless that is asked for.
    private func givePasswords(to before: Set<String>, _ connection: PostgresConnection) async throws {
        let entries = try await entries(connection)
        let chosen = roles.logins.filter { renewsPasswords || !before.contains($0) }
        guard !chosen.isEmpty else { return }
        let given = try await connection.withTransaction { connection in
            var given: [(entry: PassFile.Entry, password: String)] = []
            for name in chosen {
                let password = MeritRoles.password()
                try await connection.script("savepoint password")
                do {
                    try await MeritRoles.give(name, password, in: connection)
                } catch let error as PostgresError where error.sqlState == "42501" {
                    try await connection.script("rollback to savepoint password")
                    say("\(name) keeps its password: \(error.message)")
                    continue
                }
                let own = entries.map {
                    PassFile.Entry(host: $0.host, port: $0.port, database: $0.database, user: name)
                }
                given += own.map { ($0, password) }
            }
            // Written down before they hold: one that holds and stands nowhere is lost. Until they do, those before stand behind them.
            if !given.isEmpty { try passFile.add(given, keepingOthers: true) }
            return given
        }
        guard !given.isEmpty else { return }
        try passFile.add(given)
        let changed = roles.logins.filter { name in given.contains { $0.entry.user == name } }
        typed("psql \"\(owner.withoutSecrets)\" " + changed.map { "-c '\\password \($0)'" }.joined(separator: " "))
        say("passwords are in \(passFile.path), which nobody else can read")
    }

    /// By which names libpq looks the database up in a passfile.
    private func entries(_ connection: PostgresConnection) async throws -> [PassFile.Entry] {
        let database = try await connection.query("select current_database()::text").one().decode(String.self)
        let environment = ProcessInfo.processInfo.environment
        func given(_ keyword: String, _ variable: String) -> String? {
            owner.redacted.split(separator: " ").first { $0.hasPrefix("\(keyword)=") }
                .map { String($0.dropFirst(keyword.count + 1)) } ?? environment[variable]
        }
        let port = given("port", "PGPORT") ?? "5432"
        let hosts = (given("host", "PGHOST") ?? "localhost").split(separator: ",").map(String.init)
        return Array(Set(hosts + (hosts.contains { $0.hasPrefix("/") } ? ["localhost"] : []))).sorted().map {
            PassFile.Entry(
                host: $0, port: port.split(separator: ",").first.map(String.init) ?? port, database: database, user: "")
        }
    }
}

/// The source.
extension Setup {
    private func install() async throws {
        let words = adapter.map { " --adapter \($0.name)" } ?? ""
        typed("merit source install\(words) --database \"\(owner.withoutSecrets)\"")
        let outcome = try await owner.withConnection { connection in
            try await connection.withTransaction { try await installation.run($0) }
        }
        for line in outcome.lines { say(line) }
    }

    /// - Returns: how many people the source has.
    private func look() async throws -> Int64 {
        typed(
            "merit source check\(try login(names.hr)) --source-database \"\(try role(names.reader).withoutSecrets)\""
        )
        let pool = PostgresPool(try role(names.reader), maximum: 1)
        let found: Result<(findings: [SourceCheck.Finding], sights: [SourceCheck.Sight]), any Error>
        do {
            found = .success(
                try await SourceCheck.look(
                    database: try role(names.hr), source: SourceDatabase(pool: pool, schema: schema)))
        } catch { found = .failure(error) }
        await pool.close()
        let (findings, sights) = try found.get()
        Console.show(SourceTable.of(findings, sights), as: .table)
        if findings.contains(where: \.isFault) {
            Console.note("merit: mend the faults, then call merit init again")
            throw Findings()
        }
        return try await role(names.reader).withConnection { connection in
            try await connection.query("select count(*) from \(quoted(schema)).employee").one().decode(Int64.self)
        }
    }
}

/// Template and period.
extension Setup {
    private func publish() async throws {
        let shipped = (ShippedTemplates.all + ShippedTemplates.desks).first { $0.name == "\(template).yaml" }
        let file = shipped.map { "Templates/\($0.name)" } ?? template
        typed("merit template apply \(file)\(try login(names.hr))")
        let documents: [Result<TemplateDocument, Problems>] =
            if let shipped {
                [Result { () throws(Problems) in try TemplateDocument(yaml: shipped.yaml, file: shipped.name) }]
            } else {
                try TemplateFiles.read([template])
            }
        let pool = PostgresPool(try role(names.reader), maximum: 1)
        let catalog = try await SourceDatabase(pool: pool, schema: schema).snapshot { $0.catalog }
        await pool.close()
        try await role(names.hr).withConnection { connection in
            let stored = try await StoredTemplate.Inventory.load(from: connection)
            let inUse = documents.filter { !isRetired($0, in: stored) }
            guard !inUse.isEmpty else { return }
            let checked = TemplateFiles.check(inUse, stored: stored, catalog: catalog)
            try checked.report()
            for (template, flat) in checked.passed {
                let outcome = try await StoredTemplate.apply(template.reference, json: flat.json, in: connection)
                say("\(template.reference): \(outcome)")
            }
        }
    }

    /// Whether somebody took it out of use since, which is theirs to decide: it stays so.
    private func isRetired(
        _ document: Result<TemplateDocument, Problems>, in stored: StoredTemplate.Inventory
    ) -> Bool {
        guard case .success(let document) = document, let reference = document.reference,
            stored.everPublished[reference] != nil,
            !stored.published.contains(where: { $0.reference == reference })
        else { return false }
        let newer = stored.published.first { $0.code == reference.code }
        say(
            "\(reference): is retired and stays so; "
                + (newer.map { "\($0.reference) is published" } ?? "another is named by --template"))
        return true
    }

    private func open() async throws {
        try await role(names.hr).withConnection { connection in
            let (first, last) = try await connection.query(
                "select to_char(d, 'YYYY-MM-DD'), to_char(d + interval '1 month' - interval '1 day', 'YYYY-MM-DD') from to_date($1, 'YYYY-MM') d",
                period
            ).one().decode(String.self, String.self)
            typed(
                "merit period open \(period) --from \(first) --to \(last) --time-zone \(timeZone)\(try login(names.hr))"
            )
            guard try await Period.find(period, in: connection) == nil else {
                say("period \(period) is there")
                return
            }
            let id = try await Period.open(
                period, from: first, to: last, timeZone: timeZone, department: nil, in: connection)
            say("period \(period) is asked for (number \(id))")
        }
    }

    private func score() async throws {
        typed(
            "merit worker --until-idle\(try login(names.worker)) --source-database \"\(try role(names.reader).withoutSecrets)\""
        )
        let worker = try role(names.worker)
        var configuration = JobService.Configuration(
            database: worker, host: ProcessInfo.processInfo.hostName,
            processID: ProcessInfo.processInfo.processIdentifier, version: Version.current)
        configuration.endsWhenIdle = true
        let pool = PostgresPool(worker, maximum: 2)
        let source = SourceDatabase(pool: PostgresPool(try role(names.reader), maximum: 1), schema: schema)
        let logger = Logger(label: "merit") { _ in EventLog(.text, level: .warning) }
        let service = JobService(
            configuration, pool: pool,
            handlers: [
                ScorePeriod(source: source, engineVersion: Version.current), CheckTemplate(source: source),
                ReviewQuarter(source: source, engineVersion: Version.current),
            ], logger: logger)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await service.run()) } catch { outcome = .failure(error) }
        await pool.close()
        await source.pool.close()
        try outcome.get()
    }

    private func tell() async throws {
        typed("merit period status \(period)\(try login(names.hr))")
        let states = try await role(names.hr).withConnection { try await PeriodState.all(label: period, in: $0) }
        Console.show(PeriodTable.of(states), as: .table)
        for state in states {
            for sentence in [state.problem].compactMap(\.self) + state.findings { say("\(state.label): \(sentence)") }
        }
        Console.write(
            """

            From now on:
            export PGPASSFILE=\(passFile.path.shown)
            export MERIT_DATABASE_URL="\(try role(names.worker).withoutSecrets.shown)"
            export MERIT_SOURCE_URL="\(try role(names.reader).withoutSecrets.shown)"
            merit worker
            """)
    }
}
