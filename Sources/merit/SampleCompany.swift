import Appraisal
import Jobs
import Logging
import Ops
import Postgres
import Schema
import ShippedTemplates
import Store
import Worker

/// A company to try things out on: a source, published templates, and people who ask and evaluate.
struct SampleCompany {
    /// May do everything in the database.
    let owner: PostgresConfiguration
    /// Those of the Merit in the database.
    var roles = RoleNames.standard
    var migrator = Migrator()

    /// What HR types.
    static let request = Scripts.demoPeriods

    /// Why the database is not one to put a sample into.
    struct NotEmpty: Error, CustomStringConvertible {
        let description: String
    }

    func hr() throws -> PostgresConfiguration { try owner.with(["user": roles.hr]) }

    func worker() throws -> PostgresConfiguration { try owner.with(["user": roles.worker]) }

    func reader() throws -> PostgresConfiguration { try owner.with(["user": roles.reader]) }

    /// Creates the schema in a database that is empty, or holds the sample already.
    ///
    /// - Throws: ``NotEmpty`` where the database holds something else.
    func prepare() async throws {
        try await owner.withConnection { connection in
            _ = try await hasSource(connection)
            _ = try await migrator.migrate(connection)
        }
    }

    /// Creates schema, source and templates; what is there already stays, so that it may be begun again.
    ///
    /// - Throws: ``NotEmpty`` where the database holds something else.
    func load() async throws {
        try await owner.withConnection { connection in
            if try await hasSource(connection) { return }
            _ = try await migrator.migrate(connection)
            try await connection.withTransaction { connection in
                try await connection.script(Scripts.installSource)
                try await connection.script(Scripts.demoCompany)
                try await connection.script(roles.rendered(Scripts.grantSource))
                try await connection.script("grant usage on schema merit_source to \(roles.hr)")
                try await connection.script("grant select on all tables in schema merit_source to \(roles.hr)")
            }
            try await connection.script("analyze")
        }
        try await publishTemplates()
    }

    /// Whether the sample's source is there.
    private func hasSource(_ connection: PostgresConnection) async throws -> Bool {
        let (hasPeriods, source) = try await connection.query(Statements.sampleState).one().decode(
            Bool.self, String?.self)
        let periods =
            hasPeriods
            ? try await connection.query("select count(*) from merit.appraisal_period").one().decode(Int.self) : 0
        switch (periods, source) {
        case (_, Self.mark): return true
        case (0, nil): return false
        case (_, nil):
            throw NotEmpty(
                description: "schema merit holds \(periods) periods already; the sample wants a database of its own")
        default:
            throw NotEmpty(
                description: "there is a schema merit_source already; the sample wants a database of its own")
        }
    }

    /// The comment on the sample's source, by which it is known again.
    private static let mark = "The sample company of Merit: nobody in it is real."

    /// Asks for six months, and answers for everyone who answers.
    ///
    /// - Parameter role: who asks.
    /// - Returns: false where they were asked for before.
    @discardableResult
    func ask(as role: PostgresConfiguration) async throws -> Bool {
        try await role.withConnection { connection in
            try await connection.withTransaction { connection in
                let known = try await connection.query("select from merit.appraisal_period where label = '2026-09'")
                guard known.isEmpty else { return false }
                try await connection.script(Scripts.demoPeriods)
                try await connection.script(Scripts.demoEvaluations)
                return true
            }
        }
    }

    /// A worker, with its connections.
    struct Work {
        let service: JobService
        fileprivate let pools: [PostgresPool]

        func close() async {
            for pool in pools { await pool.close() }
        }
    }

    /// Runs a worker until it has nothing to do.
    func score() async throws {
        let work = try work(endsWhenIdle: true)
        try await work.service.run()
        await work.close()
    }

    func work(endsWhenIdle: Bool) throws -> Work {
        let worker = try worker()
        var configuration = JobService.Configuration(
            database: worker, host: "demo", processID: 0, version: Version.current)
        configuration.endsWhenIdle = endsWhenIdle
        let pool = PostgresPool(worker, maximum: 2)
        let source = SourceDatabase(pool: PostgresPool(try reader(), maximum: 1))
        let logger = Logger(label: "merit") { _ in EventLog(.text, level: .warning) }
        let service = JobService(
            configuration, pool: pool,
            handlers: [
                ScorePeriod(source: source, engineVersion: Version.current), CheckTemplate(source: source),
                ReviewQuarter(source: source, engineVersion: Version.current), StandPeriod(source: source),
                ReadRows(source: source),
            ], logger: logger)
        return Work(service: service, pools: [pool, source.pool])
    }

    private func publishTemplates() async throws {
        let pool = PostgresPool(try reader(), maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        let documents = ShippedTemplates.all.map { file in
            Result { () throws(Problems) in try TemplateDocument(yaml: file.yaml, file: file.name) }
        }
        let checked = TemplateFiles.check(documents, catalog: catalog)
        try checked.report()
        try await owner.withConnection { connection in
            for (template, flat) in checked.passed {
                _ = try await StoredTemplate.apply(template.reference, json: flat.json, in: connection)
            }
        }
    }
}
