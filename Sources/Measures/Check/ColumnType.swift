/// What the language sees of a column's type.
package enum ColumnType: Hashable, Sendable {
    case smallint
    case integer
    case bigint
    case numeric
    /// `real` or `double precision`, read by its shortest decimal.
    case float
    case text
    /// Text of a collation that holds different ones equal.
    case looseText
    /// Read as the text it is shown as: `character`, `citext`, `name`, `uuid` or an enum, by its name.
    case castText(String)
    case boolean
    case timestamptz
    case timestamp
    case date
    case interval
    /// A type that no measure can read, by its name.
    case unsupported(String)

    /// - Parameters:
    ///   - formatType: what `format_type()` says of the type, or of the base type of a domain, with or without modifiers.
    ///   - isEnum: whether it was made by `CREATE TYPE … AS ENUM`.
    ///   - isBytewise: whether texts of the column's collation are equal only where their bytes are.
    package init(formatType: String, isEnum: Bool, isBytewise: Bool = true) {
        let name = Self.withoutModifiers(formatType)
        self =
            switch name {
            case _ where isEnum: .castText(name)
            case "smallint": .smallint
            case "integer": .integer
            case "bigint": .bigint
            case "numeric": .numeric
            case "real", "double precision": .float
            case "text", "character varying": isBytewise ? .text : .looseText
            case "character", "bpchar", "name", "uuid", "citext": .castText(name)
            case "boolean": .boolean
            case "timestamp with time zone": .timestamptz
            case "timestamp without time zone": .timestamp
            case "date": .date
            case "interval": .interval
            case _ where name.hasSuffix(".citext"): .castText("citext")
            default: .unsupported(name)
            }
    }

    /// `timestamp(3) with time zone` → `timestamp with time zone`.
    private static func withoutModifiers(_ type: String) -> String {
        guard let open = type.firstIndex(of: "("), let close = type[open...].firstIndex(of: ")") else { return type }
        return String(type[..<open] + type[type.index(after: close)...])
    }

    /// The type as the server has it.
    package var shownName: String {
        switch self {
        case .smallint: "smallint"
        case .integer: "integer"
        case .bigint: "bigint"
        case .numeric: "numeric"
        case .float: "of a floating type"
        case .text, .looseText: "text"
        case .boolean: "boolean"
        case .timestamptz: "timestamptz"
        case .timestamp: "timestamp"
        case .date: "date"
        case .interval: "interval"
        case .castText(let name), .unsupported(let name): name
        }
    }
}
