/// The number of a type in `pg_type`; those that PostgreSQL itself brings never change.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let void: UInt32 = 2278
    static let jsonb: UInt32 = 3802

    /// From here on numbers belong to types that users made: enumerations, and what extensions bring.
    static let firstOfUsers: UInt32 = 16384

    /// How SQL calls the type in a message.
    static func describe(_ oid: UInt32) -> String {
        names[oid] ?? "type \(oid)"
    }

    private static let names: [UInt32: String] = [
        bool: "bool", bytea: "bytea", name: "name", int8: "int8", int2: "int2", int4: "int4", text: "text", oid: "oid",
        json: "json", float4: "float4", float8: "float8", unknown: "unknown", bpchar: "char", varchar: "varchar",
        date: "date", timestamptz: "timestamptz", numeric: "numeric", void: "void", jsonb: "jsonb",
        18: "\"char\"", 142: "xml", 790: "money", 869: "inet", 1000: "bool[]", 1005: "int2[]", 1007: "int4[]",
        1009: "text[]", 1015: "varchar[]", 1016: "int8[]", 1083: "time", 1114: "timestamp", 1115: "timestamp[]",
        1182: "date[]", 1185: "timestamptz[]", 1186: "interval", 1231: "numeric[]", 1266: "timetz", 2249: "record",
        2950: "uuid", 3904: "int4range", 3908: "tsrange", 3910: "tstzrange", 3912: "daterange",
    ]
}
