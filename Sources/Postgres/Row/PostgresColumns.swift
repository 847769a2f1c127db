import CLibPQ

/// The columns of a result: what they are called and what they hold.
final class PostgresColumns: Sendable {
    let names: [String]
    let types: [UInt32]
    private let indices: [String: Int]

    init(_ result: borrowing ServerResult) {
        let pointer = result.pointer
        let range = 0..<Int32(result.columnCount)
        names = range.map { column in PQfname(pointer, column).map { String(cString: $0) } ?? "" }
        types = range.map { PQftype(pointer, $0) }
        indices = Dictionary(zip(names, names.indices)) { first, _ in first }
    }

    /// The first column of that name.
    func index(of name: String) -> Int? { indices[name] }
}
