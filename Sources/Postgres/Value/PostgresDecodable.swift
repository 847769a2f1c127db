package import Exact

/// A value that can be read from a column.
package protocol PostgresDecodable: Sendable {
    /// What NULL becomes; nil for types that have no place for it.
    static var null: Self? { get }

    /// How messages call the type.
    static var expectation: String { get }

    /// - Throws: ``PostgresCell/Mismatch`` where the cell holds another type or a value beyond this one.
    static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Self
}

extension PostgresDecodable {
    package static var null: Self? { nil }
    package static var expectation: String { "\(Self.self)" }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static var null: Wrapped?? { .some(.none) }
    package static var expectation: String { Wrapped.expectation }

    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Wrapped? {
        try Wrapped.decode(cell)
    }
}

extension Bool: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Bool {
        guard cell.type == PostgresType.bool, let byte: UInt8 = cell.bytes.bigEndian() else { throw cell.mismatch }
        return byte != 0
    }
}

extension Int16: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Int16 {
        guard let value = Int16(exactly: try cell.integer()) else { throw cell.mismatch }
        return value
    }
}

extension Int32: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Int32 {
        guard cell.type != PostgresType.int8, let value = Int32(exactly: try cell.integer()) else {
            throw cell.mismatch
        }
        return value
    }
}

extension Int64: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Int64 {
        try cell.integer()
    }
}

extension Int: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Int {
        Int(try cell.integer())
    }
}

extension Double: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> Double {
        if cell.type == PostgresType.float8, let bits: UInt64 = cell.bytes.bigEndian() {
            return Double(bitPattern: bits)
        }
        if cell.type == PostgresType.float4, let bits: UInt32 = cell.bytes.bigEndian() {
            return Double(Float(bitPattern: bits))
        }
        throw cell.mismatch
    }
}

extension String: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> String {
        try cell.text()
    }
}

extension BigDecimal: PostgresDecodable {
    /// Reads `numeric` exactly, and whole numbers of any width.
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> BigDecimal {
        guard cell.type == PostgresType.numeric else { return BigDecimal(try cell.integer()) }
        switch NumericFormat.decode(cell.bytes) {
        case .finite(let value): return value
        case .special(let name): throw PostgresCell.Mismatch(found: name)
        case nil: throw cell.mismatch
        }
    }
}
