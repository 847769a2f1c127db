import Charts
import Postgres

/// How many people have which grade.
struct GradeCounts: Sendable {
    /// By name.
    private(set) var people: [String: Int] = [:]
    private(set) var without = 0

    /// Of those whom the reader may see, by department.
    static func seen(in period: String, of department: String?, _ connection: PostgresConnection) async throws
        -> [String?: GradeCounts]
    {
        var counts: [String?: GradeCounts] = [:]
        for row in try await connection.query(Statements.seenGrades, period, department) {
            let people = Int(try row["people", as: Int64.self])
            let grade: String? = try row["grade"]
            counts[try row["department", as: String?.self], default: GradeCounts()].add(people, grade)
        }
        return counts
    }

    /// Of groups of five or more, which everybody may see.
    static func groups(in period: String, _ connection: PostgresConnection) async throws -> GradeCounts {
        var counts = GradeCounts()
        for (grade, people) in try await connection.query(Statements.groupGrades, period).decode(
            String.self, Int64.self)
        {
            counts.add(Int(people), grade)
        }
        return counts
    }

    static func sum(of parts: some Sequence<GradeCounts>) -> GradeCounts {
        var sum = GradeCounts()
        for part in parts {
            sum.without += part.without
            sum.people.merge(part.people, uniquingKeysWith: +)
        }
        return sum
    }

    private mutating func add(_ count: Int, _ grade: String?) {
        if let grade { people[grade, default: 0] += count } else { without += count }
    }

    /// - Parameters:
    ///   - order: the names of the grades, from the best down.
    ///   - before: the same of the month before.
    func drawing(order: [String], before: GradeCounts?, _ words: Words) -> String? {
        let names =
            order.filter { people[$0] != nil || before?.people[$0] != nil }
            + people.keys.filter { !order.contains($0) }.sorted()
        guard !names.isEmpty else { return nil }
        return GradeDistribution(
            Caption(id: "grades", title: words.say("等级分布", "Grades"), language: words.chart),
            grades: names.map { name in
                .init(
                    name: name == "other" ? words.say("其他", "other") : name, people: people[name] ?? 0,
                    before: before.map { $0.people[name] ?? 0 })
            }, without: without
        ).figure
    }
}
