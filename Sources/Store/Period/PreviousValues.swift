package import Appraisal
package import Exact
package import Postgres

/// What was measured of people in the period before, for indicators that are held against it.
package struct PreviousValues: Sendable {
    /// In the byte order of the employees' ids; each is read by ``value(_:of:)``.
    package let rows: RowSpool
    /// What that period was scored under.
    private let templates: [TemplateReference: Template]

    /// Where nothing is held against the period before.
    package static let none = PreviousValues(rows: RowSpool(), templates: [:])

    /// - Parameters:
    ///   - templates: those that the period is scored under.
    ///   - period: the one that comes behind.
    package static func load(
        askedBy templates: [Template], before period: Int64, in connection: PostgresConnection
    ) async throws -> PreviousValues {
        let codes = Set(templates.flatMap(\.measuredIndicators).filter(\.isChange).map(\.code)).sorted()
        guard !codes.isEmpty else { return .none }
        let before = try await connection.query("select merit.previous_period($1)", period).one().decode(Int64?.self)
        guard let before else { return .none }
        // Nothing is held against what cannot be read any more.
        let earlier = try await StoredTemplate.pinned(to: before, in: connection).compactMap { try? $0.template() }
        return PreviousValues(
            rows: try await connection.spool(Statements.previousValues, parameters: [before, codes]),
            templates: Dictionary(earlier.map { ($0.reference, $0) }) { $1 })
    }

    /// The indicator and the value of one row, behind the employee's id; nil where it cannot be compared with what is measured now: it is of
    /// another measure, or of too few rows.
    ///
    /// - Parameter template: the person is scored by now.
    package func value(_ row: inout CopyRow, under template: Template) throws -> (indicator: String, value: BigDecimal)?
    {
        let reference = TemplateReference(code: try row.next(String.self), version: Int(try row.next(Int32.self)))
        let (code, value) = (try row.next(String.self), try row.next(BigDecimal.self))
        let sample = try row.next(Int64?.self)
        guard let indicator = template.indicator(code), indicator.isChange, let measure = indicator.measure,
            let earlier = templates[reference]?.indicator(code)?.measure, measure.findsTheSame(as: earlier),
            // A value beside the mean of few tells of the others, and is not shown: so it is not when a later one is held against it.
            earlier.relativeTo != .peerMean,
            sample.map({ $0 >= indicator.minSample }) ?? true
        else { return nil }
        return (code, value)
    }
}
