import Appraisal
import Measures
import Postgres
import Store

extension Measured {
    /// People of whom nothing that their template measures has a row in the period, while it has some of nearly all others.
    ///
    /// Whoever was not there for all of it, or on leave for a third, may well have none.
    func rowless() throws -> [DataFinding] {
        var rows = try answers.map { try KeyedRows($0) }
        var leave = try KeyedRows(self.leave)
        var groups: [String: Group] = [:]
        let statements = plan.places.mapValues { Set($0.map(\.place.statement)).sorted() }
        try employments.forEach { person in
            let key = EmployeeKey(person.employeeID)
            guard let code = templates.template(forPost: person.post)?.code, let read = statements[code], !read.isEmpty
            else { return }
            var hasRows = false
            for statement in read { try rows[statement].take(key) { _ in hasRows = true } }
            var daysOnLeave = 0
            try leave.take(key) { _ in daysOnLeave += 1 }
            groups[code, default: Group()].people += 1
            let wasThere = person.days == employments.days.count && daysOnLeave * 3 < person.days
            if !hasRows, wasThere { groups[code, default: Group()].rowless.append(person.employeeID) }
        }
        return templates.compactMap { template in
            guard let group = groups[template.code], group.isOdd else { return nil }
            let relations = Set((statements[template.code] ?? []).map { plan.statements[$0].relation.name }).sorted()
            return finding(about: group, scoredBy: template, by: relations)
        }
    }

    /// Those who are scored by one template.
    private struct Group {
        var people = 0
        var rowless: [String] = []

        /// Few are without rows: of many nobody knows that they should have some.
        var isOdd: Bool {
            !rowless.isEmpty && (rowless.count * 10 <= people || rowless.count == 1 && people > 2)
        }
    }

    private func finding(about group: Group, scoredBy template: Template, by relations: [String]) -> DataFinding {
        var finding = DataFinding(
            .empty, of: relations.count == 1 ? relations[0] : "employee",
            """
            \(group.rowless.count) of the \(group.people) people whom \(template.reference) is for \
            \(group.rowless.count == 1 ? "has" : "have") no row in the period: it measures \(relations.joined(separator: ", "))
            """, "see whether the source knows them by another id, or whether their post is another")
        finding.ids = Array(group.rowless.prefix(DataFinding.mostIDs))
        finding.people = Array(group.rowless.prefix(DataFinding.mostPeople))
        return finding.asHint
    }
}
