import Appraisal
import Exact
import Postgres

/// Rows for a statement, as one JSON array that `jsonb_to_recordset` reads.
struct RecordList {
    private var records: [String] = []

    mutating func add(_ fields: KeyValuePairs<String, String?>) { records.append(Self.object(fields)) }

    /// An object of members whose values are JSON; nil is null.
    static func object(_ fields: KeyValuePairs<String, String?>) -> String {
        "{\(fields.map { "\($0.jsonQuoted): \($1 ?? "null")" }.joined(separator: ", "))}"
    }

    var json: JSONText { JSONText("[\(records.joined(separator: ", "))]") }
}

extension BigDecimal {
    /// The number as JSON writes it.
    var json: String { description }
}

extension [String] {
    /// The texts as a JSON array.
    var json: String { "[\(map(\.jsonQuoted).joined(separator: ", "))]" }
}
