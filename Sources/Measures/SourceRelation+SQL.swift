import Foundation

extension SourceRelation {
    /// The column that says whose a row is.
    static let employeeColumn = "employee_id"

    private static let employee = SQL.name(employeeColumn)

    /// The person's id as text, and as the rows are grouped by it.
    var employeeText: SQL { Self.employee.cast(to: "text") }
    var employeeKey: SQL { Self.employee }

    private var keyType: ColumnType? { column(Self.employeeColumn)?.type }

    /// What orders ids by their bytes as Merit has them, whatever encoding and collation the source has.
    static func byteOrder(of id: SQL) -> SQL { "convert_to(\(id), 'UTF8')" }

    func qualified(in schema: String) -> SQL { "\(SQL.name(schema)).\(SQL.name(name))" }

    /// Whether a row belongs to one of the people whose ids are in `$6`: those of ``named(_:)``.
    ///
    /// Cast as a whole the ids are known when the statement is planned: many are looked up by their hash, few by an index, and
    /// shards are told them.
    var isOfNamed: SQL {
        switch keyType {
        case .smallint: "\(namedKey) = any($6::smallint[])"
        case .integer: "\(namedKey) = any($6::integer[])"
        case .bigint: "\(namedKey) = any($6::bigint[])"
        case .castText("uuid"): "\(namedKey) = any($6::uuid[])"
        default: "\(namedKey) = any($6)"
        }
    }

    /// What a row has of the ids that people are named by.
    var namedKey: SQL {
        if case .castText(let type) = keyType, type != "uuid" { employeeText } else { employeeKey }
    }

    /// Those of the ids that the relation's column can hold, for parameter `$6` of statements: the others belong to nobody in it,
    /// and casting them would fail the statement.
    package func named(_ ids: [String]) -> [String] {
        switch keyType {
        case .smallint: ids.filter { Int16($0) != nil }
        case .integer: ids.filter { Int32($0) != nil }
        case .bigint: ids.filter { Int64($0) != nil }
        case .castText("uuid"): ids.filter { UUID(uuidString: $0) != nil }
        default: ids
        }
    }

    /// The column that tells rows apart: named after the relation, or after its last word, or after a ticket, or any id that
    /// is not a person's; nil where there is none.
    var rowID: SQL? {
        let ids = columns.map(\.name).filter { $0.hasSuffix("_id") && $0 != Self.employeeColumn }
        let own = [name] + (name.split(separator: "_").last.map { [String($0)] } ?? []) + ["ticket"]
        return (own.map { $0 + "_id" }.first { ids.contains($0) } ?? ids.first).map { SQL.name($0) }
    }
}
