/// Bytes as `bytea` holds them.
package struct PostgresBytes: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension PostgresBytes: PostgresEncodable, PostgresDecodable {
    package static var oid: UInt32 { PostgresType.bytea }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: bytes)
    }

    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> PostgresBytes {
        guard cell.type == PostgresType.bytea else { throw cell.mismatch }
        return PostgresBytes(Array(cell.bytes))
    }
}
