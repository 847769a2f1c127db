import Appraisal
import Exact
import Foundation
import Measures
package import Postgres
package import Reports

/// The pages of a period, for one reader, written to a folder.
package struct Report: Sendable {
    /// What is asked for.
    package struct Request: Sendable {
        package let period: String
        /// People of this department alone.
        package var department: String?
        /// This person alone.
        package var employee: String?
        package var language = Language.en
        /// For whom a trusted application acts; nil for a person's own login.
        package var reader: String?

        package init(period: String) {
            self.period = period
        }
    }

    /// What was written.
    package struct Summary: Sendable {
        package let reader: Reader
        package let people: Int
        package let pages: Int
    }

    private let request: Request
    private let period: ReportPeriod
    private let months: [ReportPeriod]
    private let reader: Reader
    private let rules: [TemplateReference: Rules]
    private let peers: Peers
    private let library: PageLibrary
    private let site: Site
    private let quarter: QuarterReviewed?

    /// Writes all pages, in one snapshot of the database; the folder changes when they are whole.
    ///
    /// - Parameters:
    ///   - path: the folder: nothing, an empty folder, or a report of before.
    ///   - progress: is told from time to time how many people are written.
    package static func write(
        _ request: Request, to path: String, on connection: PostgresConnection, progress: @Sendable (Int) -> Void
    ) async throws -> Summary {
        let folder = try ReportFolder(at: path)
        let writer = folder.writer
        do {
            // What is drawn behind the last row is drawn behind the transaction: a session that is idle in one is ended.
            let (report, people, groups) = try await connection.withTransaction(
                isolation: .repeatableRead, readOnly: true
            ) { connection in
                let report = try await Report(request, connection)
                let people = try await report.writePeople(to: writer, connection, progress)
                return (report, people, try await report.groupPages(connection))
            }
            let summary = try report.write(groups, of: people, to: writer)
            try folder.finish()
            return summary
        } catch {
            folder.discard()
            throw error
        }
    }

    private init(_ request: Request, _ connection: PostgresConnection) async throws {
        guard let reader = try await Reader.known(as: request.reader, connection) else {
            throw ReportProblem(
                "it is not known for whom this login reads; connect with a login that merit.login names, or with a trusted application's and --as"
            )
        }
        let periods = try await ReportPeriod.all(connection)
        guard let period = periods.last(where: { $0.label == request.period }) else {
            let guess = ClosestName.to(request.period, among: periods.map(\.label)).map { "; did you mean \($0)?" }
            throw ReportProblem("there is no period \"\(request.period)\"\(guess ?? "")")
        }
        (self.request, self.period, self.reader) = (request, period, reader)
        months = periods.filter {
            $0.kind == period.kind && $0.startsOn <= period.startsOn
                && ($0.label == period.label || $0.startsOn < period.startsOn)
        }
        .suffix(12)
        rules = try await Rules.all(of: period, connection)
        peers = request.employee == nil ? try await Peers.load(in: period.label, connection) : Peers()
        quarter = try await QuarterReviewed.load(by: period, connection)
        library = PageLibrary(request.language)
        site = Site(
            period: period.label, hasQuarter: quarter != nil, reader: reader.employee,
            writtenOn: library.words.day(Self.today(period.timeZone)) ?? "")
    }

    private static func today(_ timeZone: String) -> String {
        var style = Date.ISO8601FormatStyle().year().month().day()
        style.timeZone = TimeZone(identifier: timeZone) ?? style.timeZone
        return Date.now.formatted(style)
    }

    /// The pages that are nobody's own.
    private func write(_ groups: Groups, of people: Int, to folder: ReportFolder.Writer) throws -> Summary {
        try folder.write(PageLibrary.style, to: "merit.css")
        var pages = 2 * people
        for page in groups.departments { try folder.write(library.html(page, on: site), to: page.path) }
        try folder.write(library.html(groups.overview, on: site), to: groups.overview.path)
        pages += groups.departments.count + 1
        for entry in rules.values {
            let page = RulePage(rules: entry)
            try folder.write(library.html(page, on: site), to: page.path)
            pages += 1
        }
        if let quarter {
            let page = QuarterPage(review: quarter)
            try folder.write(library.html(page, on: site), to: page.path)
            pages += 1
        }
        return Summary(reader: reader, people: people, pages: pages)
    }
}

extension Report {
    /// Pages that are nobody's own.
    private struct Groups: Sendable {
        let overview: OverviewPage
        let departments: [DepartmentPage]
    }

    /// How many people are rendered by one task.
    private static var batch: Int { 50 }

    /// The pages of people: read one after the other, rendered beside each other.
    private func writePeople(
        to folder: ReportFolder.Writer, _ connection: PostgresConnection, _ progress: @Sendable (Int) -> Void
    ) async throws -> Int {
        try folder.make(["departments", "history", "people", "rules"])
        try ReportTables.begin(in: folder)
        var reading = try await MonthReading(
            period, months: months, of: request.employee, in: request.department, connection)
        let most = max(2, ProcessInfo.processInfo.activeProcessorCount)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            var running = 0
            var done = 0
            while true {
                var people: [PersonMonth] = []
                while people.count < Self.batch, let person = try await reading.next() { people.append(person) }
                guard !people.isEmpty else { break }
                try ReportTables.append(people, to: folder)
                if running == most, let written = try await group.next() {
                    (running, done) = (running - 1, done + written)
                    progress(done)
                }
                group.addTask { [people] in
                    for person in people { try write(person, to: folder) }
                    return people.count
                }
                running += 1
            }
            for try await written in group {
                done += written
                progress(done)
            }
            guard done > 0 || request.employee == nil && request.department == nil else { throw nobody }
            return done
        }
    }

    /// Why a report of one person or department has none.
    private var nobody: ReportProblem {
        let whom =
            request.employee.map { "has no result of \"\($0)\" that" }
            ?? "has nobody of department \"\(request.department ?? "")\" whom"
        return ReportProblem("period \"\(period.label)\" \(whom) \(reader.employee) may see")
    }

    private func write(_ person: PersonMonth, to folder: ReportFolder.Writer) throws {
        let rules = person.result.template.flatMap { self.rules[$0] }
        let page = PersonPage(
            month: person, rules: rules, peers: peers, period: period, before: months.dropLast().last?.label)
        try folder.write(library.html(page, on: site), to: page.path)
        let history = HistoryPage(month: person, labels: months.map(\.label), rules: rules, period: period)
        try folder.write(library.html(history, on: site), to: history.path)
    }

    private func groupPages(_ connection: PostgresConnection) async throws -> Groups {
        let isWhole = request.employee == nil
        let department = request.department
        let departments = isWhole ? try await DepartmentFigures.all(in: period.label, of: department, connection) : []
        let trends = try await Trends.load(of: months.map(\.label), connection)
        let before = months.dropLast().last?.label
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
                    gradesBefore: then.map { $0[figures.name] ?? GradeCounts() }, gradeOrder: gradeOrder,
                    trends: trends,
                    attentions: attentions[figures.name] ?? [], funnels: funnels[figures.name] ?? [],
                    rules: rules.values.sorted {
                        $0.template.reference.description < $1.template.reference.description
                    }, everyone: members[figures.name] ?? [],
                    satisfaction: satisfaction, page: 1)
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
            gradesBefore: gradesBefore,
            gradeOrder: gradeOrder, attentions: Attention.sum(of: attentions.values.flatMap { $0 }),
            acts: try await OpenAct.all(timeZone: period.timeZone, connection), trends: trends,
            rules: rules.values.sorted { $0.template.reference.description < $1.template.reference.description },
            hasQuarter: quarter != nil, own: try await ownPage(connection))
        return Groups(overview: overview, departments: pages)
    }

    /// The reader, where there is a page of that one's own.
    private func ownPage(_ connection: PostgresConnection) async throws -> String? {
        guard request.employee == nil || request.employee == reader.employee else { return nil }
        let own = try await connection.query(Statements.monthResults, period.label, reader.employee, request.department)
        return own.isEmpty ? nil : reader.employee
    }

    /// Names of the grades of all templates, from the best down.
    private var gradeOrder: [String] {
        let grades = rules.values.flatMap(\.template.grades).sorted { ($1.atLeast, $0.name) < ($0.atLeast, $1.name) }
        var seen: Set<String> = []
        return grades.map(\.name).filter { seen.insert($0).inserted }
    }
}
