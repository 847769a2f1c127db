/// One value as the server sent it; its bytes live only while it is decoded.
package struct PostgresCell {
    /// Why a cell is not what was asked for: what it holds instead, as a message names it.
    package struct Mismatch: Error {
        let found: String
    }

    let type: UInt32
    let bytes: UnsafeRawBufferPointer

    /// The complaint that the cell is of another type.
    var mismatch: Mismatch { Mismatch(found: PostgresType.describe(type)) }

    /// A whole number of whatever width.
    func integer() throws(Mismatch) -> Int64 {
        switch type {
        case PostgresType.int8: if let value: Int64 = bytes.bigEndian() { return value }
        case PostgresType.int4: if let value: Int32 = bytes.bigEndian() { return Int64(value) }
        case PostgresType.int2: if let value: Int16 = bytes.bigEndian() { return Int64(value) }
        case PostgresType.oid: if let value: UInt32 = bytes.bigEndian() { return Int64(value) }
        default: break
        }
        throw mismatch
    }

    /// The characters of every type whose binary form is its text, JSON and enumerations among them.
    func text() throws(Mismatch) -> String {
        switch type {
        case PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name, PostgresType.json,
            PostgresType.unknown, PostgresType.void, PostgresType.firstOfUsers...:
            guard let text = Self.text(bytes) else { break }
            return text
        case PostgresType.jsonb:
            // A version number, which has been 1 ever since, stands before the text.
            guard bytes.first == 1, let text = Self.text(UnsafeRawBufferPointer(rebasing: bytes[1...])) else { break }
            return text
        default: throw mismatch
        }
        throw Mismatch(found: "\(PostgresType.describe(type)) that is not UTF-8")
    }

    /// Nil where the bytes are not UTF-8.
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String? {
        // Most texts are ASCII, which is taken as it is in a quarter of the time that validation takes.
        bytes.allSatisfy { $0 < 0x80 }
            ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }
}
