import Postgres

/// The pages of a period that are nobody's own.
struct GroupPages: Sendable {
    let overview: OverviewPage
    let departments: [DepartmentPage]

    /// - Parameters:
    ///   - ofEveryone: whether there are pages of departments.
    ///   - department: one alone; nil: all whose people the reader may see.
    ///   - own: the reader, where there is a page of that one's own.
    static func load(
        _ ground: PeriodGround, ofEveryone: Bool, in department: String?, hasQuarter: Bool, own: String?,
        _ connection: PostgresConnection
    ) async throws -> GroupPages {
        let (period, before) = (ground.period, ground.before?.label)
        let departments =
            ofEveryone ? try await DepartmentFigures.all(in: period.label, of: department, connection) : []
        let trends = try await Trends.load(of: ground.months.map(\.label), connection)
        var now: [String?: GradeCounts] = [:]
        var then: [String?: GradeCounts]?
        var attentions: [String?: [Attention]] = [:]
        var pages: [DepartmentPage] = []
        if !departments.isEmpty {
            now = try await GradeCounts.seen(in: period.label, of: department, connection)
            if let before { then = try await GradeCounts.seen(in: before, of: department, connection) }
            attentions = try await Attention.all(in: period.label, of: department, connection)
            let everyone = try await connection.query(Statements.departmentPeople, period.label, department)
                .map(DepartmentMember.init)
            let satisfaction = everyone.satisfaction
            let funnels = try await TeamFunnel.all(in: period.label, of: department, connection)
            let members = Dictionary(grouping: everyone, by: \.department)
            for (place, figures) in departments.prefix(OverviewPage.mostDepartments).enumerated() {
                let page = DepartmentPage(
                    place: place, period: period, figures: figures, grades: now[figures.name] ?? GradeCounts(),
                    gradesBefore: then.map { $0[figures.name] ?? GradeCounts() }, gradeOrder: ground.gradeOrder,
                    trends: trends, attentions: attentions[figures.name] ?? [],
                    funnels: funnels[figures.name] ?? [], rules: ground.sortedRules,
                    everyone: members[figures.name] ?? [], satisfaction: satisfaction, page: 1)
                pages += page.all
            }
        }
        // Whoever sees nobody else sees groups.
        func together(_ label: String, _ seen: [String?: GradeCounts]) async throws -> GradeCounts {
            departments.isEmpty ? try await GradeCounts.groups(in: label, connection) : GradeCounts.sum(of: seen.values)
        }
        let gradesBefore: GradeCounts?
        if let before { gradesBefore = try await together(before, then ?? [:]) } else { gradesBefore = nil }
        let overview = OverviewPage(
            period: period, departments: departments, grades: try await together(period.label, now),
            gradesBefore: gradesBefore, gradeOrder: ground.gradeOrder,
            attentions: Attention.sum(of: attentions.values.flatMap { $0 }),
            acts: try await OpenAct.all(in: period, connection), trends: trends,
            rules: ground.sortedRules, hasQuarter: hasQuarter, own: own)
        return GroupPages(overview: overview, departments: pages)
    }
}
