package import Appraisal
import Exact
package import Postgres
import Statements

/// A target that is followed quarter by quarter.
package struct StoredTarget: Sendable {
    package let id: Int64
    package let measure: String
    /// Nil where the measure is known by its name.
    package let definition: Definition?
    /// Whose people it is about; nil: everything in the source.
    package let department: String?

    /// A measure as a target writes it.
    package struct Definition: Sendable {
        package let from: String
        package let at: String
        package let filter: String?
        package let value: String
    }

    package static func active(in connection: PostgresConnection) async throws -> [StoredTarget] {
        try await connection.query(Statements.activeTargets).map { row in
            let from: String? = try row["from"]
            let definition: Definition? = try from.map {
                Definition(from: $0, at: try row["at"], filter: try row["where"], value: try row["value"])
            }
            return StoredTarget(
                id: try row["target_id"], measure: try row["measure"], definition: definition,
                department: try row["department"])
        }
    }
}

extension Benchmark {
    /// What is held against, by indicator.
    package static func active(in connection: PostgresConnection) async throws -> [String: Benchmark] {
        var benchmarks: [String: Benchmark] = [:]
        for row in try await connection.query(Statements.activeBenchmarks) {
            benchmarks[try row["indicator"]] = Benchmark(
                id: try row["benchmark_id"], value: try row["value"], isHigherBetter: try row["is_higher_better"],
                industry: try row["industry"])
        }
        return benchmarks
    }
}

extension QuarterReview {
    /// How many people its results are of.
    package func people(in connection: PostgresConnection) async throws -> Int {
        try await connection.query(
            "select count(distinct employee_id) from merit.results_between($1, $2)", span.startsOn, span.endsOn
        ).one().decode(Int.self)
    }

    /// The template version that most of these people's results are under; nil where they have none.
    package func template(
        of people: [(employee: String, complaints: Int64)], in connection: PostgresConnection
    ) async throws -> TemplateReference? {
        try await connection.query(
            Statements.themeTemplates, span.startsOn, span.endsOn, people.map(\.employee), people.map(\.complaints)
        ).first.map { TemplateReference(code: try $0["template_code"], version: try $0["template_version"]) }
    }
}
