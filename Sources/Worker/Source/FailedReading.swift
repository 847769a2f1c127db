import Measures
import Postgres

/// A relation of which a value cannot be computed or sent, and what was asked of it.
struct FailedReading: Error {
    let error: PostgresError
    let relation: String
    /// What was measured; nil where it was read otherwise.
    var measured: (statement: RelationStatement, people: [String]?, bounds: [(any PostgresEncodable)?])?

    /// The server's words, and at which rows it fails.
    func explained(by rows: FailingRows?) -> PostgresError {
        var explained = error
        let words = rows.map { "\($0.place); \(FailingRows.mending)" } ?? FailingRows.unknown
        explained.hint = [error.hint, words].compactMap(\.self).joined(separator: "; ")
        return explained
    }
}

extension PostgresError {
    /// Whether a value of some row is to blame: a data exception, be it bytes that are no text.
    var isFaultOfRow: Bool { code == .server && sqlState?.hasPrefix("22") == true }
}
