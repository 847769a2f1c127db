package import Postgres

/// The chain of seals over events and results.
package struct SealChain: Sendable {
    /// The newest seal: whoever writes it down can show later that nothing before it was changed.
    package struct Head: Sendable {
        package let number: Int64
        /// SHA-256, in hexadecimal digits.
        package let hash: String
        package let sealedAt: String
    }

    /// Something that is not as it was sealed.
    package struct Break: Sendable {
        /// Number of the seal; nil of what none covers.
        package let number: String?
        package let sealedAt: String?
        package let what: String
        package let problem: String
    }

    /// Nil where nothing is sealed yet.
    package let head: Head?
    package let breaks: [Break]

    /// - Parameter head: A hash that was written down; nil: none.
    package static func verify(holding head: String?, in connection: PostgresConnection) async throws -> SealChain {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            SealChain(
                head: try await self.head(in: connection),
                breaks: try await connection.query(Statements.verifyChain, head).map { row in
                    Break(
                        number: try row["number"], sealedAt: try row["sealed_at"], what: try row["what"],
                        problem: try row["problem"])
                })
        }
    }

    package static func head(in connection: PostgresConnection) async throws -> Head? {
        try await connection.query(Statements.chainHead).map { row in
            Head(number: try row["number"], hash: try row["hash"], sealedAt: try row["sealed_at"])
        }.first
    }
}
