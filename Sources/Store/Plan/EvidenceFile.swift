package import Postgres

/// What a company is asked for when it acts on a result of one person, and what is kept of it.
package struct EvidenceFile: Sendable {
    package struct Link: Sendable {
        package let number: Int
        package let part: String
        /// present, missing, not_needed or noted.
        package let state: String
        package let says: String
        package let saysInChinese: String
        package let at: String?
        package let who: String?
        package let source: String?
    }

    package struct Proposal: Sendable {
        package let number: Int64
        package let kind: String
        package let status: String
        package let links: [Link]
    }

    /// Those that hurt.
    package let proposals: [Proposal]
    package let verification: [Verification.Finding]
    package let head: SealChain.Head?
    /// The stored rows, as JSON.
    package let rows: String

    package static func load(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> EvidenceFile {
        let found = try await connection.query(Statements.hurtingProposals, employee, period).decode(
            Int64.self, String.self, String.self)
        var proposals: [Proposal] = []
        for (number, kind, status) in found {
            let links = try await connection.query(Statements.evidenceLinks, number).map { row in
                Link(
                    number: try row["link"], part: try row["part"], state: try row["state"], says: try row["says"],
                    saysInChinese: try row["says_zh"], at: try row["at"], who: try row["who"],
                    source: try row["source"])
            }
            proposals.append(Proposal(number: number, kind: kind, status: status, links: links))
        }
        return EvidenceFile(
            proposals: proposals,
            verification: try await Verification.run(of: period, in: connection).differences.filter {
                $0.employeeID.utf8.elementsEqual(employee.utf8)
            },
            head: try await SealChain.head(in: connection),
            rows: try await connection.query(Statements.evidenceRows, employee, period).one().decode(String.self))
    }

    /// SHA-256 of a text, in hexadecimal digits.
    package static func sum(of text: String, in connection: PostgresConnection) async throws -> String {
        try await connection.query("select encode(sha256(convert_to($1, 'UTF8')), 'hex')", text).one().decode(
            String.self)
    }
}
