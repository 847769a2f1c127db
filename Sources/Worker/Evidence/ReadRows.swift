import Appraisal
import Exact
package import Jobs
import Logging
import Postgres
import Store

/// Reads the rows behind an indicator of somebody's result, because somebody asked who may see it.
///
/// Only the worker reads the source; what it writes is shown to whoever may see that result, and goes after a day.
package struct ReadRows: JobHandler {
    package let kind = "read_rows"
    package let subject = "reading"
    /// How many rows anybody looks at.
    static let most = 200
    private let source: SourceDatabase

    package init(source: SourceDatabase) {
        self.source = source
    }

    package func run(_ attempt: Attempt) async throws {
        let connection = try await attempt.connection
        // It is answered, or whoever it is about was forgotten.
        guard let reading = try await RowReading.open(attempt.job.subjectID, in: connection) else {
            return try await attempt.finish()
        }
        let answer = try await answer(to: reading, connection, attempt)
        try await attempt.finish { try await reading.write(answer, in: $0) }
    }

    /// What cannot be read is told at once: somebody waits, and may ask again.
    private func answer(
        to reading: RowReading, _ connection: PostgresConnection, _ attempt: Attempt
    ) async throws -> RowReading.Answer {
        guard let value = try await Value.load(of: reading, connection) else { return .problem(.gone) }
        do {
            let found = try await source.evidence(
                for: value.template, of: value.record, appeals: value.appeals, takingIn: value.takenIn,
                in: value.period, limit: Self.most, calendars: value.calendars, heaviestOf: reading.indicator)
            return found.first.map { .rows(value.found($0)) } ?? .problem(.gone)
        } catch let error as PostgresError {
            guard error.code != .cancelled else { throw error }
            return unreadable(because: Fault(error).logged, attempt)
        } catch let error as SourceFault {
            return unreadable(because: error.description, attempt)
        } catch let error as NotNow {
            return unreadable(because: error.description, attempt)
        }
    }

    private func unreadable(because reason: String, _ attempt: Attempt) -> RowReading.Answer {
        attempt.logger.warning("rows that somebody asked for cannot be read", metadata: ["error": "\(reason)"])
        return .problem(.unreadable)
    }
}

extension ReadRows {
    /// The value that rows are behind, and by what they count.
    private struct Value {
        let period: Period
        let record: ResultRecord
        let template: Template
        let indicator: Indicator
        let appeals: [StoredAppeal]
        let takenIn: [StoredAppeal]
        /// Whether all that was decided is in the record.
        let isCurrent: Bool
        let calendars: WorkCalendars?

        /// Nil where no rows are behind it.
        static func load(of reading: RowReading, _ connection: PostgresConnection) async throws -> Value? {
            guard let period = try await Period.load(reading.period, from: connection),
                let record = try await ResultRecord.revision(
                    reading.revision, of: reading.employee, in: period.id, connection),
                record.status != "not_appraised",
                let stored = try await StoredTemplate.find(record.template, in: connection),
                let template = try? stored.template(), let indicator = template.indicator(reading.indicator)
            else { return nil }
            let background = try await Background.load(of: reading.employee, in: period.id, connection)
            return Value(
                period: period, record: record, template: template, indicator: indicator, appeals: background.appeals,
                // What counts by a revision that is not delivered yet is not told before.
                takenIn: reading.isCurrent ? background.takenIn : [], isCurrent: reading.isCurrent,
                calendars: try await WorkCalendars.load(askedBy: [template], for: period.span, in: connection))
        }

        private var score: IndicatorRecord? { record.indicators.first { $0.indicator == indicator.code } }

        /// Whether the value is what was measured, and nothing else.
        private var isPlain: Bool {
            !indicator.isRelative && !indicator.isChange && !indicator.isAdjusted && indicator.measure?.per == nil
                && score?.appeal == nil
        }

        func found(_ evidence: Evidence) -> RowReading.Found {
            let rows = evidence.rows.map { row in
                // A row of one's own is one of many of a department's.
                let effect = evidence.people == nil ? row.effect : nil
                return RowReading.Row(
                    id: row.id, ticket: row.effect?.ticket, at: row.at,
                    says: row.values.map { String(($0 ?? "?").prefix(200)) }, isLeftOut: row.isLeftOut,
                    effect: effect?.kind, valueWithout: isPlain ? effect?.value(by: evidence.fact.factor) : nil)
            }
            return RowReading.Found(
                relation: evidence.relation, operands: evidence.operands,
                total: evidence.total ?? Int64(rows.count),
                // What an appeal changes that is not worked in yet, the source did not change.
                hasChanged: isCurrent && score.map { !evidence.agrees(with: $0) } ?? true, people: evidence.people,
                rows: rows)
        }
    }
}

extension Evidence.Effect {
    /// The value without the row, 6 digits; nil where it is unknown.
    fileprivate func value(by factor: Rational) -> BigDecimal? {
        numerator.flatMap { (factor * Rational($0)).divided(by: Rational(denominator ?? 1))?.rounded(to: 6) }
    }
}
