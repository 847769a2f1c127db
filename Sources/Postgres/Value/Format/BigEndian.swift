extension [UInt8] {
    /// Appends a number in network byte order.
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Writes a number in network byte order over what stands at `offset`.
    mutating func replace(at offset: Int, bigEndian value: Int32) {
        withUnsafeMutableBytes { $0.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Int32.self) }
    }

    /// Appends a value behind its length in four bytes, as arrays and COPY hold it; nil is NULL.
    mutating func appendField(_ body: (inout [UInt8]) -> Void) {
        let start = count
        append(bigEndian: Int32(0))
        body(&self)
        replace(at: start, bigEndian: Int32(count - start - 4))
    }

    /// Appends NULL in place of a value behind its length.
    mutating func appendNullField() {
        append(bigEndian: Int32(-1))
    }
}

extension UnsafeRawBufferPointer {
    /// The whole buffer as a number in network byte order, nil where its size is another.
    func bigEndian<Number: FixedWidthInteger>(as type: Number.Type = Number.self) -> Number? {
        guard count == MemoryLayout<Number>.size else { return nil }
        return Number(bigEndian: loadUnaligned(as: Number.self))
    }
}

/// Reads bytes from front to back and never beyond their end.
struct ByteReader {
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Nil where fewer bytes are left.
    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = MemoryLayout<Number>.size
        guard size <= rest.count else { return nil }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[size...]) }
        return Number(bigEndian: rest.loadUnaligned(as: Number.self))
    }

    /// Nil where fewer bytes are left.
    mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
