import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Posts of today that none of these templates is for, and templates that are for nobody's post.
    func unmatchedPosts(for templates: [Template]) async throws -> [DataFinding] {
        guard let employee = catalog.relations["employee"], employee.readable("employee_id") != nil,
            employee.readable("post") != nil
        else { return [] }
        func here(_ column: String) -> String { employee.readable(column) == nil ? "null" : quoted(column) }
        let sql = """
            select post::text, count(distinct employee_id::text collate "C")
            from \(quoted(schema)).employee
            where employee_id is not null and post::text <> '' and coalesce(\(here("employed_from"))::date <= current_date, true)
                and coalesce(\(here("employed_to"))::date >= current_date, true)
            group by 1
            """
        var posts = Posts(templates)
        let held = try await glimpse { () -> [(String, Int64)]? in
            guard try await isCheap(sql, []) else { return nil }
            return try await connection.query(sql).decode(String.self, Int64.self)
        }
        // An employee relation without rows is not filled yet.
        guard let held, !held.isEmpty else { return [] }
        for (post, people) in held { posts.add(post, of: Int(people)) }
        return posts.unmatched()
    }
}
