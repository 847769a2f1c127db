package import Postgres

/// What findings of a period are held against.
package struct DataGround: Sendable {
    /// The kinds that stop a scoring.
    package let strict: Set<DataFinding.Kind>
    /// When everyone was measured last; nil: never.
    package let measuredAt: PostgresTimestamp?
    /// Relations that had rows enough in the period before.
    package let busyBefore: Set<String>
    /// Holidays of the calendars that are for all.
    package let daysOff: Set<PostgresDate>

    package static func load(for period: Int64, in connection: PostgresConnection) async throws -> DataGround {
        let row = try await connection.query(Statements.dataGround, period).one()
        return DataGround(
            strict: Set(try row["strict", as: [String].self].compactMap(DataFinding.Kind.init)),
            measuredAt: try row["measured_at"], busyBefore: Set(try row["busy_before", as: [String].self]),
            daysOff: Set(try row["days_off", as: [PostgresDate].self]))
    }

    /// Why a period is not scored on these findings; nil where nothing stops it.
    package func refusal(of findings: [DataFinding]) -> String? {
        let stopping = findings.filter { strict.contains($0.kind) && !$0.isHint }
        guard let first = stopping.first else { return nil }
        let names = Set(stopping.map { "strict_\($0.kind.rawValue)" }).sorted().joined(separator: ", ")
        let examples = first.ids.isEmpty ? "" : ", such as " + first.ids.map { "\"\($0)\"" }.joined(separator: ", ")
        let others = stopping.count > 1 ? " (and \(stopping.count - 1) more)" : ""
        return """
            \(first.finding)\(examples)\(others): \(first.advice); a period with that is not scored because of the setting \(names) of \
            merit.setting; mend the source, or set it to 0
            """
    }
}
