import Appraisal
import Postgres

/// Something of a period that wants somebody to look.
struct Attention: Sendable {
    let what: String
    let people: Int64
    /// The first of them, by id.
    let first: [String]

    /// What wants most first.
    private static let order = [
        "appeal", "objected", "expired", "proposal", "missed", "incomplete", "near_cut", "undelivered", "not_appraised",
    ]

    /// By department.
    static func all(in period: String, of department: String?, _ connection: PostgresConnection) async throws
        -> [String?: [Attention]]
    {
        var found: [String?: [Attention]] = [:]
        for row in try await connection.query(Statements.attention, period, department) {
            let attention = Attention(what: try row["what"], people: try row["people"], first: try row["first"])
            found[try row["department", as: String?.self], default: []].append(attention)
        }
        return found.mapValues { $0.sorted(by: precedes) }
    }

    /// Of several departments together.
    static func sum(of attentions: [Attention]) -> [Attention] {
        Dictionary(grouping: attentions, by: \.what).map { what, parts in
            Attention(
                what: what, people: parts.reduce(0) { $0 + $1.people },
                first: Array(parts.flatMap(\.first).sorted { EmployeeKey($0) < EmployeeKey($1) }.prefix(12)))
        }.sorted(by: precedes)
    }

    private static func precedes(_ left: Attention, _ right: Attention) -> Bool {
        (order.firstIndex(of: left.what) ?? .max) < (order.firstIndex(of: right.what) ?? .max)
    }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("attention", words.attention(what))
        scope.text("attention_people", "\(people)")
        scope.list("firsts", of: first) { scope, employee in
            scope.text("first", employee)
            scope.link("first_link", .person(employee))
        }
        scope.text("rest", people > first.count ? "\(people - Int64(first.count))" : nil)
    }
}
