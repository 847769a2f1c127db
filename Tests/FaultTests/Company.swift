import Foundation
import Postgres
import Schema
import Store
import Support

/// The sample company with three months asked for and evaluated, and nothing scored.
enum Company {
    static func prepare(_ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.withTransaction { connection in
                try await connection.script(Scripts.installSource)
                try await connection.script(Scripts.demoCompany)
                try await connection.script(Scripts.grantSource)
            }
            try await connection.script("analyze")
        }
        try await owner.publish(
            shipped: ["after-sales", "technician", "field-engineer", "service-desk-agent", "ecommerce-service"])
        try await owner.with(["user": "merit_hr"]).withConnection { connection in
            try await connection.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values
                    ('2026-07', '2026-07-01', '2026-07-31', 'Asia/Shanghai'),
                    ('2026-08', '2026-08-01', '2026-08-31', 'Asia/Shanghai'),
                    ('2026-09', '2026-09-01', '2026-09-30', 'Asia/Shanghai')
                """)
        }
        try await owner.withConnection { try await $0.script(Scripts.demoEvaluations) }
    }

    /// All that was found, without what differs from run to run.
    static func findings(in database: PostgresConfiguration) async throws -> [String] {
        try await database.withConnection { connection in
            try await connection.query(
                """
                select (to_jsonb(r) - 'run_id')::text from merit.result r
                union all select to_jsonb(s)::text from merit.indicator_score s
                order by 1
                """
            ).decode(String.self)
        }
    }
}

extension DatabaseTemplate {
    static let company = DatabaseTemplate("company", prepare: Company.prepare)

    /// The same, where two of the months are scored already: a short run is left.
    static let lastMonth = DatabaseTemplate("last_month") { owner in
        try await Company.prepare(owner)
        func postpone(_ interval: String) async throws {
            try await owner.withConnection {
                try await $0.script(
                    "update merit.job set run_at = run_at + interval '\(interval)' where kind = 'score_period' and subject_id = 3"
                )
            }
        }
        try await postpone("1 year")
        _ = try await Program.run(["worker", "--until-idle"], database: try owner.with(["user": "merit_worker"]))
        try await postpone("-1 year")
    }
}

/// What comes out where nothing goes wrong; worked out once.
actor Undisturbed {
    static let shared = Undisturbed()
    private var working: Task<[String], any Error>?

    func findings() async throws -> [String] {
        if let working { return try await working.value }
        let task = Task {
            try await SharedServer.shared.withDatabase(from: .company) { database in
                _ = try await Program.run(
                    ["worker", "--until-idle"], database: try database.configuration(user: "merit_worker"))
                return try await Company.findings(in: try database.configuration())
            }
        }
        working = task
        return try await task.value
    }
}

/// Whether the faults are run in full; otherwise a sample of each.
let isFull = ProcessInfo.processInfo.environment["TEST_FAULTS"] == "full"
