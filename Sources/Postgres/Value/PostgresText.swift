/// A parameter in the text form that its type reads, for types that have no Swift value here: `('1 day')::interval`.
package struct PostgresText: Hashable, Sendable {
    package var text: String
    /// The type's number in `pg_type`; 0 lets the server infer it from where the parameter stands.
    package var oid: UInt32

    package init(_ text: String, oid: UInt32 = 0) {
        self.text = text
        self.oid = oid
    }
}

extension PostgresText: PostgresEncodable {
    package static var oid: UInt32 { 0 }
    package var isBinary: Bool { false }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: text.utf8)
        // Text parameters end as C strings do.
        buffer.append(0)
    }
}
