import Measures
import Postgres

extension SourceCatalog {
    init(reading schema: String, from connection: PostgresConnection) async throws {
        var relations: [String: SourceRelation] = [:]
        for row in try await connection.query(Statements.sourceColumns, schema) {
            let (relation, column, type, isEnum, isBytewise, isKey, isReadable) = try row.decode(
                String.self, String.self, String.self, Bool.self, Bool.self, Bool.self, Bool.self)
            relations[relation, default: SourceRelation(name: relation, columns: [])].columns
                .append((column, ColumnType(formatType: type, isEnum: isEnum, isBytewise: isBytewise)))
            if isKey { relations[relation]?.key = column }
            if !isReadable { relations[relation]?.spared.insert(column) }
        }
        var absence: String?
        if relations.isEmpty {
            let isThere = try await connection.query("select to_regnamespace($1) is not null", quoted(schema)).one()
                .decode(Bool.self)
            if !isThere { absence = MissingSchema(schema).sentence }
        }
        self.init(relations: relations, absence: absence)
    }

    /// The columns with their types, by relation.
    var shape: [String: [String]] {
        relations.mapValues { $0.columns.map { "\($0.name) \($0.type)" } }
    }
}
