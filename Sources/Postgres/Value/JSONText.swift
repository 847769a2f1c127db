/// JSON as its text; the server checks it and keeps it as `jsonb`.
package struct JSONText: Hashable, Sendable {
    package var text: String

    package init(_ text: String) {
        self.text = text
    }
}

extension JSONText: PostgresEncodable, PostgresDecodable {
    package static var oid: UInt32 { PostgresType.jsonb }

    package func encode(into buffer: inout [UInt8]) {
        // The version of jsonb's binary form; there is no other.
        buffer.append(1)
        buffer.append(contentsOf: text.utf8)
    }

    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> JSONText {
        guard cell.type == PostgresType.jsonb || cell.type == PostgresType.json else { throw cell.mismatch }
        return JSONText(try cell.text())
    }
}
