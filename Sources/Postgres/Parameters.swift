import CLibPQ

/// Parameters as libpq takes them, in binary, in one buffer that lives through the call.
struct Parameters {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>?] = []
    private var types: [UInt32] = []

    var count: Int { ranges.count }

    init(_ values: [(any PostgresEncodable)?]) {
        for value in values {
            let start = bytes.count
            value?.append(to: &bytes)
            ranges.append(value == nil ? nil : start..<bytes.count)
            types.append(value.map { type(of: $0).typeID } ?? 0)
        }
        // An empty value needs an address too: a null pointer would be NULL.
        bytes.append(0)
    }

    func withPointers<Value>(
        _ body: ([UInt32], [UnsafePointer<CChar>?], [Int32], [Int32]) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = ranges.map { range in range.flatMap { base?.advanced(by: $0.lowerBound) } }
            let lengths = ranges.map { Int32($0?.count ?? 0) }
            return body(types, values, lengths, [Int32](repeating: 1, count: ranges.count))
        }
    }
}
