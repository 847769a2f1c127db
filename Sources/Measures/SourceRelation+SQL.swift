extension SourceRelation {
    /// The column that says whose a row is.
    static let employeeColumn = "employee_id"

    private static let employee = SQL.name(employeeColumn)

    /// The person's id as text, and as the rows are grouped by it.
    var employeeText: SQL { Self.employee.cast(to: "text") }
    var employeeKey: SQL { Self.employee }

    /// What orders ids by their bytes as Merit has them, whatever encoding and collation the source has.
    static func byteOrder(of id: SQL) -> SQL { "convert_to(\(id), 'UTF8')" }

    func qualified(in schema: String) -> SQL { "\(SQL.name(schema)).\(SQL.name(name))" }

    /// Whether a row belongs to one of the people whose ids are in `$6`, so that an index on the column can be used.
    ///
    /// Ids of another shape than the column's belong to nobody in this relation; casting them would fail the statement.
    var isOfNamed: SQL {
        let named: SQL =
            switch column(Self.employeeColumn)?.type {
            case .smallint, .integer, .bigint:
                """
                array(select case when id ~ '^-?[0-9]{1,19}$' then case when id::numeric \
                between -9223372036854775808 and 9223372036854775807 then id::bigint end end from unnest($6) id)
                """
            case .castText("uuid"):
                "array(select id::uuid from unnest($6) id where id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')"
            default: "$6"
            }
        let key =
            if case .castText(let type) = column(Self.employeeColumn)?.type, type != "uuid" { employeeText } else {
                employeeKey
            }
        return "\(key) = any(\(named))"
    }

    /// The column that tells rows apart: named after the relation, or after its last word, or after a ticket, or any id that
    /// is not a person's; nil where there is none.
    var rowID: SQL? {
        let ids = columns.map(\.name).filter { $0.hasSuffix("_id") && $0 != Self.employeeColumn }
        let own = [name] + (name.split(separator: "_").last.map { [String($0)] } ?? []) + ["ticket"]
        return (own.map { $0 + "_id" }.first { ids.contains($0) } ?? ids.first).map { SQL.name($0) }
    }
}
