import Foundation
import Postgres
import ScratchServer
import Subprocess
import SystemPackage

/// A company in a database of its own, with Merit's schema and the template that is measured.
struct Company {
    let database: String
    /// As the superuser.
    let owner: PostgresConfiguration
    /// The program.
    let merit: String

    /// - Parameter name: of its database; nil: one that tells the size.
    static func make(
        _ size: Size, on server: ScratchServer, merit: String, named name: String? = nil
    ) async throws -> Company {
        note("\(size.tickets) tickets, \(size.people) people: a company is made …")
        let name = name ?? "company_\(size.tickets)"
        try await server.configuration.withConnection { try await $0.script("create database \(name)") }
        let owner = try server.configuration.withDatabase(name)
        try await Tool.psql(
            "company.sql", owner.conninfo, variables: ["employees": size.people, "tickets": size.tickets])
        let environment: [Environment.Key: String?] = ["MERIT_DATABASE_URL": owner.conninfo]
        try await Tool.run(merit, ["migrate"], environment: environment)
        try await Tool.psql("../SQL/Source/grant.sql", owner.conninfo)
        try await Tool.run(merit, ["template", "apply", template.path()], environment: environment)
        return Company(database: name, owner: owner, merit: merit)
    }

    /// The same company, scored by template `after-sales`, with all that a grade and a weak spot lead to.
    func withTasks(on server: ScratchServer) async throws -> Company {
        try await copy(
            "tasks", on: server, by: Tool.folder.appending(path: "../Templates/after-sales.yaml"),
            insteadOf: "desk-data")
    }

    /// The same company, scored by another template.
    ///
    /// - Parameters:
    ///   - name: what the database's name ends with.
    ///   - retired: the template that was in use; nil where the other one is a newer version of it.
    func copy(
        _ name: String, on server: ScratchServer, by template: URL, insteadOf retired: String? = nil
    ) async throws -> Company {
        let name = "\(database)_\(name)"
        try await server.configuration.withConnection {
            try await $0.script("create database \(name) template \(database) strategy file_copy")
        }
        let owner = try server.configuration.withDatabase(name)
        let environment: [Environment.Key: String?] = ["MERIT_DATABASE_URL": owner.conninfo]
        if let retired { try await Tool.run(merit, ["template", "retire", retired], environment: environment) }
        try await Tool.run(merit, ["template", "apply", template.path()], environment: environment)
        return Company(database: name, owner: owner, merit: merit)
    }

    static let template = Tool.folder.appending(path: "Templates/desk-data.yaml")

    /// Runs `body` while a worker is there.
    ///
    /// - Parameters:
    ///   - source: where it reads, as the superuser; nil: in the same database.
    ///   - body: is given the worker's process.
    func withWorker(source: PostgresConfiguration? = nil, _ body: (Int32) async throws -> Void) async throws {
        let worker = try owner.with(["user": "merit_worker"]).conninfo
        let source = try (source ?? owner).with(["user": "merit_reader"]).conninfo
        _ = try await Subprocess.run(
            .path(.init(merit)), arguments: ["worker"],
            environment: .inherit.updating(["MERIT_DATABASE_URL": worker, "MERIT_SOURCE_URL": source]),
            input: .none, output: .discarded, error: .discarded
        ) { execution in
            try await body(execution.processIdentifier.value)
            try execution.send(signal: .terminate)
        }
    }

    func drop(from server: ScratchServer) async throws {
        try await server.configuration.withConnection { try await $0.script("drop database \(database) with (force)") }
    }
}
