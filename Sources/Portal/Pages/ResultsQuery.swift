import Hummingbird
import Pages

/// Which results are looked for, as the address says it.
struct ResultsQuery: Sendable {
    /// Nil is the newest that is scored.
    var period: String?
    /// Part of an id, or of a name.
    var find: String?
    var department: String?
    var post: String?
    var supervisor: String?
    var grade: String?
    /// The period to compare with.
    var with: String?

    /// By their names in the address.
    static let names: [(name: String, path: any WritableKeyPath<ResultsQuery, String?> & Sendable)] = [
        ("period", \.period), ("find", \.find), ("department", \.department), ("post", \.post),
        ("supervisor", \.supervisor), ("grade", \.grade), ("with", \.with),
    ]

    init() {}

    /// - Throws: ``NotThere`` of what no form of ours sends.
    init(_ request: Request) throws(NotThere) {
        for (name, path) in Self.names {
            let text = try Portal.parameter(request.query(name))?.trimmed
            self[keyPath: path] = text.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// As it stands behind `?`.
    var inAddress: String {
        Self.names.compactMap { name, path in self[keyPath: path].map { "\(name)=\($0.inAddress)" } }
            .joined(separator: "&")
    }
}
