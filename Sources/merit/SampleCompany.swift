import Appraisal
import Jobs
import Logging
import Ops
import Postgres
import ScratchServer
import ShippedTemplates
import Statements
import Store
import Worker

/// The company of the demo: a database with a source, published templates, and people who ask and evaluate.
struct SampleCompany {
    let hr: PostgresConfiguration
    let worker: PostgresConfiguration

    /// What HR types.
    static let request = Statements.demoPeriods

    /// Creates database, schema, source and templates.
    static func create(on server: ScratchServer) async throws -> SampleCompany {
        try await server.configuration.withConnection { try await $0.script("create database company") }
        let owner = try server.configuration.withDatabase("company")
        try await owner.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.withTransaction { connection in
                try await connection.script(Statements.installSource)
                try await connection.script(Statements.demoCompany)
                try await connection.script(Statements.grantSource)
                try await connection.script("grant usage on schema merit_source to merit_hr")
                try await connection.script("grant select on all tables in schema merit_source to merit_hr")
            }
            try await connection.script("analyze")
        }
        let company = SampleCompany(
            hr: try owner.with(["user": "merit_hr"]), worker: try owner.with(["user": "merit_worker"]))
        try await company.publishTemplates()
        return company
    }

    /// Asks for three months, and answers for everyone who answers.
    func ask() async throws {
        try await hr.withConnection { connection in
            try await connection.script(Statements.demoPeriods)
            try await connection.script(Statements.demoEvaluations)
        }
    }

    /// Runs a worker until it has nothing to do.
    func score() async throws {
        var configuration = JobService.Configuration(
            database: worker, host: "demo", processID: 0, version: Version.current)
        configuration.endsWhenIdle = true
        let pool = PostgresPool(worker, maximum: 2)
        let source = SourceDatabase(pool: PostgresPool(worker, maximum: 1))
        let logger = Logger(label: "merit") { _ in EventLog(.text, level: .warning) }
        let service = JobService(
            configuration, pool: pool,
            handlers: [
                ScorePeriod(source: source, engineVersion: Version.current), CheckTemplate(source: source),
            ], logger: logger)
        try await service.run()
        await pool.close()
        await source.pool.close()
    }

    private func publishTemplates() async throws {
        let pool = PostgresPool(hr, maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        let documents = ShippedTemplates.all.map { file in
            Result { () throws(Problems) in try TemplateDocument(yaml: file.yaml, file: file.name) }
        }
        let checked = TemplateFiles.check(documents, catalog: catalog)
        try checked.report()
        try await hr.withConnection { connection in
            for (template, flat) in checked.passed {
                _ = try await StoredTemplate.apply(template.reference, json: flat.json, in: connection)
            }
        }
    }
}
