package import Appraisal
import Exact
package import Postgres

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
