extension SecondOpinion {
    /// Who somebody is in a period.
    struct Employment {
        let id: String
        let days: Set<Int>
        /// The assignment that decides.
        let row: Row

        /// Nil where no day of the period is covered.
        init?(_ assignments: [Row], in period: Period) {
            func covered(_ row: Row) -> [Int] {
                period.days.filter { day in
                    (row.day("employed_from") ?? day) <= day && day <= (row.day("employed_to") ?? day)
                }
            }
            days = Set(assignments.flatMap(covered))
            guard let latest = days.max() else { return nil }
            let candidates = assignments.filter { covered($0).contains(latest) }
            let begun = candidates.map { $0.day("employed_from") ?? .min }.max()
            guard let row = candidates.first(where: { ($0.day("employed_from") ?? .min) == begun }),
                let id = row.text("employee_id")
            else { return nil }
            self.row = row
            self.id = id
        }

        /// Everyone in the period.
        static func all(_ employees: [Row], in period: Period) -> [Employment] {
            let named = employees.filter { $0.text("employee_id") != nil }
            return Dictionary(grouping: named) { key($0.text("employee_id") ?? "") }.values
                .compactMap { Employment($0, in: period) }
                .filter { period.department == nil || $0.row.text("department") == period.department }
        }

        /// Whether both belong to one department; without one everybody is alone.
        func isTogether(with other: Employment) -> Bool {
            guard let own = row.text("department"), !own.isEmpty else { return key(id) == key(other.id) }
            return other.row.text("department").map { key($0) == key(own) } ?? false
        }

        /// The template of the post; else the default one.
        func template(among templates: [Document]) -> Document? {
            let post = row.text("post")
            return templates.first { post.map(($0.posts ?? []).contains) ?? false }
                ?? templates.first { $0.default ?? false }
        }
    }
}
