import Foundation

extension SourceRelation {
    /// The column that says whose a row is.
    static let employeeColumn = "employee_id"

    private static let employee = SQL.name(employeeColumn)

    /// The person's id as text, whose bytes tell people apart.
    var employeeText: SQL {
        let text = Self.employee.cast(to: "text")
        return keyType == .looseText ? ("(\(text) collate \"C\")" as SQL).atomic : text
    }

    /// The person's id as the rows are grouped by it: as the column is, unless that holds ids equal that are not.
    var employeeKey: SQL {
        switch keyType {
        case .looseText, .castText("citext"): employeeText
        default: Self.employee
        }
    }

    /// What orders ids by their bytes as Merit has them, whatever encoding and collation the source has.
    static func byteOrder(of id: SQL) -> SQL { "convert_to(\(id), 'UTF8')" }

    func qualified(in schema: String) -> SQL { "\(SQL.name(schema)).\(SQL.name(name))" }

    /// Whether a row belongs to one of the people whose ids are in `$6`, which must be what ``named(_:)`` gives.
    ///
    /// Cast as a whole the ids are known when the statement is planned: many are looked up by their hash, few by an index, and
    /// shards are told them.
    var isOfNamed: SQL { isAmong("$6") }

    /// The same of ids in another parameter.
    func isAmong(_ ids: SQL) -> SQL { "\(namedKey) = any(\(ids)\(nativeKey.map { "::\($0.type)[]" } ?? ""))" }

    /// The ids in `$6`, as they are compared.
    var namedIDs: SQL { "$6\(nativeKey.map { "::\($0.type)[]" } ?? "")" }

    /// What a row has of the ids that people are named by.
    var namedKey: SQL {
        if nativeKey == nil, case .castText = keyType { employeeText } else { employeeKey }
    }

    /// Those of the ids that the relation can show, for parameter `$6`: the others belong to nobody in it, and a cast of them might
    /// fail the statement or find somebody else (`07` is nobody's number).
    package func named(_ ids: [String]) -> [String] {
        nativeKey.map { key in ids.filter(key.shows) } ?? ids
    }

    private var keyType: ColumnType? { column(Self.employeeColumn)?.type }

    /// The type that ids are compared in where it is not text, and whether it shows a value so.
    private var nativeKey: (type: SQL, shows: (String) -> Bool)? {
        switch keyType {
        case .smallint: ("smallint", { Int16($0)?.description == $0 })
        case .integer: ("integer", { Int32($0)?.description == $0 })
        case .bigint: ("bigint", { Int64($0)?.description == $0 })
        case .castText("uuid"): ("uuid", { UUID(uuidString: $0)?.uuidString.lowercased() == $0 })
        default: nil
        }
    }

    /// The column that tells rows apart: named after the relation, or after its last word, or the one that is its primary key,
    /// or a ticket's; nil where there is none.
    ///
    /// The id of something else, such as a customer's, stands for many rows.
    var rowID: SQL? { rowIDColumn.map { SQL.name($0) } }

    /// What puts rows in the order of their ids: numbers by what they are, so that 10 comes behind 9, all else by its text.
    var rowOrder: SQL? {
        rowIDColumn.flatMap { column($0) }.map { id in
            switch id.type {
            case .smallint, .integer, .bigint, .numeric: .name(id.name)
            default: ("\(SQL.name(id.name).cast(to: "text")) collate \"C\"" as SQL).atomic
            }
        }
    }

    /// The name of the column that tells rows apart.
    package var rowIDColumn: String? {
        let ids = columns.map(\.name).filter { $0 != Self.employeeColumn }
        let own = [name] + (name.split(separator: "_").last.map { [String($0)] } ?? [])
        let candidates = own.map { $0 + "_id" } + (key.map { [$0] } ?? []) + ["ticket_id"]
        return candidates.first { ids.contains($0) }
    }
}
