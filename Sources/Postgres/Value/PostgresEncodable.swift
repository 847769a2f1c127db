package import Exact

/// A value that goes to the server as a parameter, in binary.
package protocol PostgresEncodable: Sendable {
    /// The type's number in `pg_type`.
    static var oid: UInt32 { get }

    /// The number for this value; 0 lets the server infer the type.
    var oid: UInt32 { get }

    /// Appends the value as the server reads it.
    func encode(into buffer: inout [UInt8])
}

extension PostgresEncodable {
    package var oid: UInt32 { Self.oid }
}

extension Bool: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.bool }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(self ? 1 : 0)
    }
}

extension Int16: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.int2 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }
}

extension Int32: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.int4 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }
}

extension Int64: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.int8 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }
}

extension Int: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.int8 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: Int64(self))
    }
}

extension String: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.text }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: utf8)
    }
}

extension BigDecimal: PostgresEncodable {
    package static var oid: UInt32 { PostgresType.numeric }

    package func encode(into buffer: inout [UInt8]) {
        NumericFormat.encode(self, into: &buffer)
    }
}
