package import Exact
import JSON
import Postgres

/// What is odd about the rows of one relation in a period, and what to do about it.
package struct DataFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case unknownEmployee = "unknown_employee"
        case duplicateID = "duplicate_id"
        case impossibleTime = "impossible_time"
        case offScale = "off_scale"
        case unreadable, type, empty, gap
        case lateChange = "late_change"
    }

    package let relation: String
    package let kind: Kind
    /// Of days without rows, how many days; nil where it is about no rows.
    package var rows: Int64?
    /// Percent of the relation's rows in the period, 2 digits.
    package var share: BigDecimal?
    /// Some of the rows.
    package var ids: [String] = []
    /// Some of those whose rows they are.
    package var people: [String] = []
    /// Whether something was asked for that matches nobody at all.
    package var matchesNobody = false
    /// Whether it may be as it is meant: then it is told, and stops no scoring, however strict.
    package private(set) var isHint = false
    /// A sentence without the ids.
    package let finding: String
    package let advice: String

    /// As many rows are named.
    package static let mostIDs = 5
    package static let mostPeople = 100

    package init(_ kind: Kind, of relation: String, _ finding: String, _ advice: String) {
        self.kind = kind
        self.relation = relation
        self.finding = finding
        self.advice = advice
    }

    /// That these of the rows are concerned.
    ///
    /// - Parameters:
    ///   - all: how many rows the relation has in the period; nil: nobody counted.
    ///   - ids: cut to those that are kept.
    ///   - people: cut to those that are kept.
    package func about(_ rows: Int64, of all: Int64?, ids: [String] = [], people: [String] = []) -> DataFinding {
        var finding = self
        finding.rows = rows
        finding.share = all.flatMap { Rational(Int(rows) * 100).divided(by: Rational(Int($0))) }?.rounded(to: 2)
        finding.ids = Array(ids.prefix(Self.mostIDs))
        finding.people = Array(people.prefix(Self.mostPeople))
        return finding
    }

    /// That nobody at all is matched.
    package var matchingNobody: DataFinding {
        var finding = self
        finding.matchesNobody = true
        return finding
    }

    /// That it may be as it is meant.
    package var asHint: DataFinding {
        var finding = self
        finding.isHint = true
        return finding
    }

    /// All of it but the ids, for programs that know only sentences.
    package var sentence: String { "\(finding); \(advice)" }
}

extension DataFinding {
    static func insert(
        _ findings: [DataFinding], run: Int64, period: Int64, into connection: PostgresConnection
    ) async throws {
        guard !findings.isEmpty else { return }
        let records = findings.map { finding in
            var record = JSONObject()
            record.add("relation", finding.relation)
            record.add("kind", finding.kind.rawValue)
            record.add("rows", finding.rows)
            record.add("share", finding.share)
            record.add("ids", json: finding.ids.jsonTexts)
            record.add("people", json: finding.people.jsonTexts)
            record.add("matches_nobody", finding.matchesNobody)
            record.add("finding", finding.finding)
            record.add("advice", finding.advice)
            return record.json
        }
        try await connection.execute(Statements.insertDataFindings, run, period, JSONText(records.jsonList))
    }
}
