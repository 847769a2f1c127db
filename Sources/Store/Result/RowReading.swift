package import Exact
import JSON
package import Postgres

/// Somebody's question after the rows behind an indicator of a result: a row of `merit.row_reading`.
package struct RowReading: Sendable {
    package let id: Int64
    package let period: Int64
    package let employee: String
    package let revision: Int
    package let indicator: String
    /// Whether all that was decided about the person is in the revision.
    package let isCurrent: Bool

    /// Why there are no rows.
    package enum Problem: String, Sendable {
        /// The source could not be read.
        case unreadable
        /// What it is measured from is not there any more.
        case gone
    }

    package enum Answer: Sendable {
        case rows(Found)
        case problem(Problem)
    }

    /// What the source says.
    package struct Found: Sendable {
        package let relation: String
        package let operands: [String]
        /// How many there are, of which ``rows`` are those that cost most.
        package let total: Int64
        /// Whether it is another thing than what the value rests on.
        package let hasChanged: Bool
        /// Of a whole department's figure how many people it is of.
        package let people: Int?
        package let rows: [Row]

        package init(
            relation: String, operands: [String], total: Int64, hasChanged: Bool, people: Int?, rows: [Row]
        ) {
            (self.relation, self.operands, self.total) = (relation, operands, total)
            (self.hasChanged, self.people, self.rows) = (hasChanged, people, rows)
        }
    }

    package struct Row: Sendable {
        let id: String?
        let ticket: String?
        let at: String?
        let says: [String]
        let isLeftOut: Bool
        let effect: String?
        let valueWithout: BigDecimal?

        package init(
            id: String?, ticket: String?, at: String?, says: [String], isLeftOut: Bool, effect: String?,
            valueWithout: BigDecimal?
        ) {
            (self.id, self.ticket, self.at, self.says) = (id, ticket, at, says)
            (self.isLeftOut, self.effect, self.valueWithout) = (isLeftOut, effect, valueWithout)
        }
    }

    /// Nil where it is answered, or nobody wants to know any more.
    package static func open(_ id: Int64, in connection: PostgresConnection) async throws -> RowReading? {
        guard let row = try await connection.query(Statements.openReading, id).first else { return nil }
        let (period, employee, revision, indicator, isCurrent) = try row.decode(
            Int64.self, String.self, Int32.self, String.self, Bool.self)
        return RowReading(
            id: id, period: period, employee: employee, revision: Int(revision), indicator: indicator,
            isCurrent: isCurrent)
    }

    /// Writes the answer, unless somebody else has.
    package func write(_ answer: Answer, in connection: PostgresConnection) async throws {
        let found: Found? = if case .rows(let found) = answer { found } else { nil }
        let problem: String? = if case .problem(let problem) = answer { problem.rawValue } else { nil }
        let written = try await connection.query(
            Statements.answerReading, id, problem, found?.relation, found?.operands, found?.total, found?.hasChanged,
            found?.people.map { Int32($0) })
        guard let found, !written.isEmpty else { return }
        try await connection.execute(Statements.writeReadRows, id, JSONText(found.rows.map(\.json).jsonList))
    }
}

extension RowReading.Row {
    fileprivate var json: String {
        var object = JSONObject()
        object.add("row", id)
        object.add("ticket", ticket)
        object.add("at", at)
        object.add("says", json: says.jsonTexts)
        object.add("left_out", isLeftOut)
        object.add("effect", effect)
        object.add("value_without", valueWithout)
        return object.json
    }
}
