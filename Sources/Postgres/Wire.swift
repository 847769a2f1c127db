/// Big-endian bytes, as the protocol's binary format has them.
enum Wire {
    static func append(_ value: some FixedWidthInteger, to buffer: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }

    /// - Precondition: `bytes` holds the integer at `offset`; callers check the length they were given.
    static func load<Value: FixedWidthInteger>(
        _ type: Value.Type, from bytes: UnsafeRawBufferPointer, at offset: Int = 0
    ) -> Value {
        Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}

/// Object ids of built-in types.
enum TypeID {
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
    static let textArray: UInt32 = 1009
    static let int4Array: UInt32 = 1007
    static let int8Array: UInt32 = 1016
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let void: UInt32 = 2278
    static let jsonb: UInt32 = 3802

    /// What people call a type.
    static func name(_ oid: UInt32) -> String {
        names[oid] ?? "type \(oid)"
    }

    private static let names: [UInt32: String] = [
        bool: "boolean", bytea: "bytea", name: "name", int8: "bigint", int2: "smallint", int4: "integer", text: "text",
        oid: "oid", json: "json", float4: "real", float8: "double precision", textArray: "text[]", int4Array: "integer[]",
        int8Array: "bigint[]", bpchar: "character", varchar: "character varying", date: "date", timestamp: "timestamp",
        timestamptz: "timestamptz", numeric: "numeric", jsonb: "jsonb",
    ]
}
