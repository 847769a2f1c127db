extension SecondOpinion {
    /// What should be stored of one person: columns by name, numbers as decimals without needless zeros.
    struct Verdict {
        var result: [String: String?]
        /// By the code of the indicator.
        var indicators: [String: [String: String?]] = [:]
    }

    /// Everything that a period's results should be, from the rows of a company.
    struct Expectation {
        let company: Company
        let period: Period
        let templates: [Document]
        let measures: [String: Measure]
        let evaluations: [Evaluation]
        /// The period before, where it was scored.
        var before: Period?

        func verdicts() -> [Key: Verdict] {
            let people = appraised
            let earlier = before.map {
                Expectation(company: company, period: $0, templates: templates, measures: measures, evaluations: [])
            }
            let past = Dictionary(uniqueKeysWithValues: (earlier?.appraised ?? []).map { (key($0.employment.id), $0) })
            let (scatter, mix) = (Scatter(people), Mix(people))
            return Self.ranked(
                people.map {
                    $0.verdict(among: people, before: past[key($0.employment.id)], scatter, mix, under: self)
                })
        }

        /// Everyone with what was measured.
        private var appraised: [Appraised] {
            let everyone = Employment.all(company.rows("employee"), in: period)
            var rowsOf: [String: [Key: [Row]]] = [:]
            for (relation, rows) in company.relations {
                let all = Relation(rows)
                let owned = rows.filter { $0.text("employee_id") != nil }.map { row in
                    var row = row
                    row.relation = all
                    return row
                }
                rowsOf[relation] = Dictionary(grouping: owned) { key($0.text("employee_id") ?? "") }
            }
            return everyone.map { employment in
                let colleagues = everyone.filter { employment.isTogether(with: $0) }
                return Appraised(employment, under: self) {
                    rowsOf[$0]?[key(employment.id)] ?? []
                } together: { relation in
                    colleagues.flatMap { rowsOf[relation]?[key($0.id)] ?? [] }
                }
            }
        }

        /// For each evaluation whether it says something about a person of this period; the others get a problem.
        func usability() -> [Bool] {
            let everyone = Employment.all(company.rows("employee"), in: period)
            let employmentOf = Dictionary(uniqueKeysWithValues: everyone.map { (key($0.id), $0) })
            return evaluations.map { evaluation in
                guard let employment = employmentOf[key(evaluation.employee)],
                    let template = employment.template(among: templates)
                else { return false }
                return evaluation.isUsable(under: template, of: employment)
            }
        }

        /// Adds how many of the department have a better total.
        private static func ranked(_ verdicts: [(Key, total: Fraction?, Verdict)]) -> [Key: Verdict] {
            var ranked: [Key: Verdict] = [:]
            for (person, total, verdict) in verdicts {
                let colleagues = verdicts.filter { $0.2.result["department"] == verdict.result["department"] }
                var verdict = verdict
                verdict.result["rank_in_department"] = total.map { total in
                    "\(colleagues.count { $0.total.map { $0 > total } ?? false } + 1)"
                }
                ranked[person] = verdict
            }
            return ranked
        }
    }
}
