import Appraisal
package import Postgres
import ShippedTemplates
import Store
import Worker

extension PostgresConfiguration {
    /// Checks and publishes templates against the source that is there, as HR does; this is the superuser.
    ///
    /// - Parameter yaml: documents that may extend each other.
    package func publish(yaml: [String]) async throws {
        let documents = try yaml.map { try TemplateDocument(yaml: $0, file: "test") }
        let given = Dictionary(
            uniqueKeysWithValues: documents.compactMap { document in document.reference.map { ($0, document) } })
        let pool = PostgresPool(self, maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        try await with(["user": "merit_hr"]).withConnection { connection in
            for document in documents {
                let (template, flat) = try TemplateCheck.check(document, bases: { given[$0] }, catalog: catalog)
                _ = try await StoredTemplate.apply(template.reference, json: flat.json, in: connection)
            }
        }
    }

    /// Publishes templates that Merit ships, by the names of their files without `.yaml`.
    package func publish(shipped names: [String]) async throws {
        try await publish(
            yaml: (ShippedTemplates.all + ShippedTemplates.desks).filter { file in
                names.contains { "\($0).yaml" == file.name }
            }.map(\.yaml))
    }
}

extension TestDatabase {
    /// Checks and publishes templates against the source that is there, as HR does.
    package func publish(yaml: [String]) async throws {
        try await configuration().publish(yaml: yaml)
    }

    /// Publishes templates that Merit ships, by the names of their files without `.yaml`.
    package func publish(shipped names: String...) async throws {
        try await configuration().publish(shipped: names)
    }

    /// Asks for a period that is over, as HR does; returns its number.
    @discardableResult
    package func ask(
        _ label: String, from first: String, to last: String, timeZone: String = "UTC", department: String? = nil
    ) async throws -> Int64 {
        try await withConnection(user: "merit_hr") { connection in
            try await Period.open(
                label, from: first, to: last, timeZone: timeZone, department: department, in: connection)
        }
    }

    /// What one row of a query says, as text; a value that is not there is `-`.
    package func line(_ sql: String, _ parameters: (any PostgresEncodable)?..., user: String? = nil) async throws
        -> String
    {
        try await withConnection(user: user) { connection in
            let rows = try await connection.query(sql, parameters: parameters)
            return try rows.map { row in
                try rows.columns.indices.map { try row[$0, as: String?.self] ?? "-" }.joined(separator: " ")
            }.joined(separator: "\n")
        }
    }
}
