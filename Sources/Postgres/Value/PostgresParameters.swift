/// The values of a statement's `$1`, `$2` … in the arrays that libpq wants.
struct PostgresParameters: Sendable {
    let types: [UInt32]
    private var bytes: [UInt8] = []
    /// Where each value stands in `bytes`; nil for NULL.
    private var places: [Range<Int>?] = []

    init(_ values: [(any PostgresEncodable)?]) {
        types = values.map { $0?.oid ?? 0 }
        for value in values {
            let start = bytes.count
            value?.encode(into: &bytes)
            places.append(value == nil ? nil : start..<bytes.count)
        }
        // An empty array has no address, and a value without one would be NULL.
        bytes.append(0)
    }

    /// Lends the values and their lengths to `body`, for the time of the call only.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = places.map { place in place.flatMap { place in base.map { $0 + place.lowerBound } } }
            return body(Int32(places.count), pointers, places.map { Int32($0?.count ?? 0) })
        }
    }
}
