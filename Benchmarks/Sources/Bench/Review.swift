import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess

/// A quarter's review of 10,000 people: three months, 20 indicators, 50 supervisors, 50,000 complaints.
struct Review: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A quarter's review of 10,000 people.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often it is measured.") var rounds = 3
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            try await server.configuration.withConnection { try await $0.script("create database review") }
            let owner = try server.configuration.withDatabase("review")
            try await prepare(owner)
            var samples = Samples()
            for _ in 0..<rounds { samples.add(try await review(owner)) }
            return try await Measured(samples, rounds: rounds, on: server)
        }
        print(
            """
            \(measured.head("3 months of 10,000 people, 20 indicators, 50,000 complaints"))

            | what | median |
            |---|---:|
            | a quarter's review | \(String(format: "%.1f", measured.outcomes.median)) s |
            """)
        try Tool.write(measured, to: json)
    }

    private func prepare(_ owner: PostgresConfiguration) async throws {
        let environment: [Environment.Key: String?] = ["MERIT_DATABASE_URL": owner.conninfo]
        try await Tool.run(merit, ["migrate"], environment: environment)
        try await Tool.run(merit, ["source", "install"], environment: environment)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        try Self.template.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try await Tool.run(merit, ["template", "apply", file.path()], environment: environment)
        note("3 months of 10,000 people are made …")
        try await Tool.psql("review.sql", owner.conninfo)
    }

    /// Seconds from the claim of the review's job to its end.
    private func review(_ owner: PostgresConfiguration) async throws -> Double {
        _ = try await owner.withConnection {
            try await $0.execute("insert into merit.quarter_review (quarter) values ('2026-07-01')")
        }
        try await Tool.run(
            merit, ["worker", "--until-idle"],
            environment: [
                "MERIT_DATABASE_URL": try owner.with(["user": "merit_worker"]).conninfo,
                "MERIT_SOURCE_URL": try owner.with(["user": "merit_reader"]).conninfo,
            ])
        return try await owner.withConnection {
            try await $0.query(
                """
                select extract(epoch from finished_at - started_at)::float8 from merit.job
                where kind = 'review_quarter' and state = 'completed' order by job_id desc limit 1
                """
            ).one().decode(Double.self)
        }
    }

    private static let template: String = {
        let measured = (1...14).map { number in
            """
                  - {code: m\(number), title: {zh: m, en: m}, points: 10, measure: {from: ticket, at: closed_at, value: count()},
                     scale: [{band: all, best: 100, worst: 0, points: [10, 0]}]}
            """
        }
        let rated = (1...6).map { number in
            """
                  - {code: r\(number), title: {zh: r, en: r}, points: 10,
                     rated: [{level: any, title: {zh: 任意, en: Any}, points: [0, 10]}]}
            """
        }
        return """
            template: desk
            version: 1
            title: {zh: 服务台, en: Desk}
            default: true
            posts: []
            sources: {supervisor: {weight: 100}}
            coverage: {min_percent: 40}
            grades: [{grade: A, at_least: 0, coefficient: 1.0}]
            dimensions:
              - code: work
                title: {zh: 工作, en: Work}
                weight: 60
                indicators:
            \(measured.joined(separator: "\n"))
              - code: attitude
                title: {zh: 态度, en: Attitude}
                weight: 40
                indicators:
            \(rated.joined(separator: "\n"))
            """
    }()
}
