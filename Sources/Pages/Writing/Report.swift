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
    private let ground: PeriodGround
    private let reader: Reader
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
                return (report, people, try await report.groups(connection))
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
        guard var ground = PeriodGround(request.period, among: periods) else {
            let guess = ClosestName.to(request.period, among: periods.map(\.label)).map { "; did you mean \($0)?" }
            throw ReportProblem("there is no period \"\(request.period)\"\(guess ?? "")")
        }
        try await ground.loadRules(connection)
        let period = ground.period
        (self.request, self.ground, self.reader) = (request, ground, reader)
        quarter = try await QuarterReviewed.load(by: period, request.language, connection)
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
    private func write(_ groups: GroupPages, of people: Int, to folder: ReportFolder.Writer) throws -> Summary {
        try folder.write(PageLibrary.style, to: "merit.css")
        var pages = 2 * people
        for page in groups.departments { try folder.write(library.html(page, on: site), to: page.path) }
        try folder.write(library.html(groups.overview, on: site), to: groups.overview.path)
        let lists =
            groups.overview.hasAllDepartments
            ? [] : DepartmentsPage.all(of: groups.overview.departments, in: ground.period)
        for page in lists { try folder.write(library.html(page, on: site), to: page.path) }
        pages += groups.departments.count + lists.count + 1
        for entry in ground.rules.values {
            let own = RulePage.all(of: entry)
            for page in own { try folder.write(library.html(page, on: site), to: page.path) }
            pages += own.count
        }
        if let quarter {
            let page = QuarterPage(review: quarter, rules: ground.rules)
            try folder.write(library.html(page, on: site), to: page.path)
            pages += 1
        }
        return Summary(reader: reader, people: people, pages: pages)
    }
}

extension Report {
    /// How many people are rendered by one task.
    private static var batch: Int { 50 }

    /// The pages of people: read one after the other, rendered beside each other.
    private func writePeople(
        to folder: ReportFolder.Writer, _ connection: PostgresConnection, _ progress: @Sendable (Int) -> Void
    ) async throws -> Int {
        try folder.make(["departments", "history", "people", "rules", "words"])
        try ReportTables.begin(in: folder)
        var reading = try await MonthReading(
            ground.period, before: ground.before, months: ground.months, of: request.employee, in: request.department,
            connection)
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
        return ReportProblem("period \"\(ground.period.label)\" \(whom) \(reader.employee) may see")
    }

    private func write(_ person: PersonMonth, to folder: ReportFolder.Writer) throws {
        let page = ground.page(of: person)
        try folder.write(library.html(page, on: site), to: page.path)
        let history = ground.history(of: person)
        try folder.write(library.html(history, on: site), to: history.path)
        guard !page.isAll else { return }
        for page in ground.words(about: person) { try folder.write(library.html(page, on: site), to: page.path) }
    }

    private func groups(_ connection: PostgresConnection) async throws -> GroupPages {
        try await GroupPages.load(
            ground, ofEveryone: request.employee == nil, in: request.department, hasQuarter: quarter != nil,
            own: try await ownPage(connection), connection)
    }

    /// The reader, where there is a page of that one's own.
    private func ownPage(_ connection: PostgresConnection) async throws -> String? {
        guard request.employee == nil || request.employee == reader.employee else { return nil }
        let own = try await connection.query(
            Statements.monthResults, ground.period.label, reader.employee, request.department)
        return own.isEmpty ? nil : reader.employee
    }
}
