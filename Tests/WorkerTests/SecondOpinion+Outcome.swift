import Postgres

extension SecondOpinion.Document {
    struct Title: Decodable {
        let zh: String
        let en: String
    }

    /// What a grade leads to, each with what the template calls it where it names it itself.
    ///
    /// Of streaks nothing is said: no template that is written by chance has one, and those that are shipped lead to a review of the employment.
    func proposed(by grade: Grade) -> String? {
        let kinds = (grade.outcomes ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let told = kinds.map { kind in outcomes?[kind].map { "\(kind) (\($0.zh), \($0.en))" } ?? kind }
        return told.isEmpty ? nil : told.joined(separator: ", ")
    }
}

extension SecondOpinion.Stored {
    /// What is proposed for people, where anything is.
    static func proposed(_ connection: PostgresConnection) async throws -> [(person: String, told: String)] {
        try await connection.query(
            """
            select employee_id, string_agg(
                kind || coalesce(' (' || title_zh || ', ' || title || ')', ''), ', ' order by kind collate "C")
            from merit.outcome
            where period_id = 1 and unsupported_since is null and kind <> 'dismissal_review'
            group by employee_id
            """
        ).decode(String.self, String.self).map { (person: $0.0, told: $0.1) }
    }
}
