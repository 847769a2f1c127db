import Appraisal
import Exact
import Measures
import Postgres
import Store

extension SourceDatabase {
    /// Measures everyone in a period, from one snapshot.
    ///
    /// - Parameter appeals: those upheld, of whoever is measured.
    /// - Throws: ``SourceFault`` where the source lacks something or refuses to be read.
    func measure(_ asked: Asked, appeals: [StoredAppeal]) async throws -> Measured {
        try await reading(asked.period.span, on: nil) { try await $0.measure(asked, appeals: appeals) }
    }

    /// Reads what is asked for in `body` from one snapshot, in which everything is there that was committed before the span's end.
    ///
    /// - Throws: ``SourceFault`` where the source lacks something or refuses to be read.
    func reading<Value: Sendable>(
        _ span: Span, on own: PostgresConnection?, _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        do {
            return try await snapshot(timeZone: span.timeZone, reaching: span.end, on: own, body)
        } catch let error as PostgresError where error.isFaultOfSource {
            throw SourceFault(error, schema: schema)
        }
    }
}
