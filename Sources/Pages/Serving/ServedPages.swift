import Appraisal
package import Postgres
package import Reports

/// Pages one at a time, for whomever a session acts for: what a portal shows.
///
/// Each is what a folder for the same reader has, without what stands around it. Nil is a page that is not there, or not for this reader.
package struct ServedPages: Sendable {
    /// A page, for a portal to put its own frame around.
    package struct Body: Sendable {
        package let title: String
        fileprivate let write: @Sendable () -> String

        /// Written when it is asked for: the database has nothing to do with it.
        package var html: String { write() }
    }

    /// Who looks, at which period.
    package struct Visit: Sendable {
        let period: String
        fileprivate let periods: PostgresRows?
        let reader: String
        let language: Language
        let proof: String

        /// - Parameters:
        ///   - answer: to ``ServedPages/question``.
        ///   - proof: by which a form shows that it is one of the portal's.
        package init(period: String, among answer: PostgresRows, reader: String, language: Language, proof: String) {
            (self.period, periods, self.reader, self.language, self.proof) = (period, answer, reader, language, proof)
        }

        /// Of a page that is of no period.
        fileprivate init(_ language: Language) {
            (period, periods, reader, self.language, proof) = ("", nil, "", language, "")
        }
    }

    /// What every page of a period asks: it goes to the server with what opens the visit.
    package static let question = PostgresStatement(Statements.allPeriods, parameters: [])

    /// The style sheet of all pages.
    package static let style = PageLibrary.style

    private let english = PageLibrary(.en, isFramed: false)
    private let chinese = PageLibrary(.zhHans, isFramed: false)
    private let known = KnownTemplates()

    package init() {}

    package func overview(_ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let ground = try await ground(visit, connection) else { return nil }
        return body(of: try await groups(ground, visit, connection).overview, visit)
    }

    /// - Parameters:
    ///   - name: nil is that of people without one.
    ///   - page: from 1.
    package func department(
        _ name: String?, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let ground = try await ground(visit, connection) else { return nil }
        let pages = try await groups(ground, visit, connection).departments
        return pages.first { $0.figures.name == name && $0.page == page }.map { body(of: $0, visit) }
    }

    package func person(_ employee: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let (ground, month) = try await month(of: employee, visit, connection, isLookedAt: true) else {
            return nil
        }
        return body(of: ground.page(of: month), visit)
    }

    /// The departments of a period.
    ///
    /// - Parameter page: from 1.
    package func departments(
        page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let ground = try period(of: visit) else { return nil }
        let departments = try await DepartmentFigures.all(in: ground.period.label, of: nil, connection)
        let pages = DepartmentsPage.all(of: departments, in: ground.period)
        return pages.first { $0.page == page }.map { body(of: $0, visit) }
    }

    /// All that was written about somebody's month.
    ///
    /// - Parameter page: from 1.
    package func words(
        about employee: String, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let (ground, month) = try await month(of: employee, visit, connection) else { return nil }
        let interviews = try await MonthInterview.all(about: employee, in: ground.period, connection)
        let pages = ground.words(about: month, interviews)
        return pages.indices.contains(page - 1) ? body(of: pages[page - 1], visit) : nil
    }

    package func history(_ employee: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let (ground, month) = try await month(of: employee, visit, connection, hasHistory: true) else {
            return nil
        }
        return body(of: ground.history(of: month), visit)
    }

    package func interview(
        _ employee: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let (ground, month) = try await month(of: employee, visit, connection) else { return nil }
        let interviews = try await MonthInterview.all(about: employee, in: ground.period, connection)
        return body(of: ground.interview(about: month, interviews), visit)
    }

    /// How somebody stands in a period that is not scored yet.
    package func standing(
        _ employee: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        try await StandingPage.load(employee, in: visit.period, known: known, connection).map { body(of: $0, visit) }
    }

    /// The reader's people.
    ///
    /// - Parameter page: from 1.
    package func team(page: Int, _ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let ground = try period(of: visit) else { return nil }
        return try await TeamPage.load(ground, page: page, connection).map { body(of: $0, visit) }
    }

    /// - Parameter isOfficer: whether the reader may change templates.
    package func quarter(
        isOfficer: Bool, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let ground = try await ground(visit, connection),
            let review = try await QuarterReviewed.load(by: ground.period, visit.language, connection)
        else { return nil }
        return body(of: QuarterPage(review: review, isOfficer: isOfficer, rules: ground.rules), visit)
    }

    package func rules(
        _ code: String, _ version: Int, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let ground = try await ground(visit, connection),
            let rules = ground.rules[TemplateReference(code: code, version: version)]
        else { return nil }
        return RulePage.all(of: rules).first { $0.page == page }.map { body(of: $0, visit) }
    }

    /// A version of a template, whether or not anything was scored by it; nil of one that cannot be read.
    package func sheet(
        of document: String, named name: String, on shelf: SheetShelf, page: Int, publishedOn: String?,
        consultedOn: String?, _ language: Language
    ) -> Body? {
        guard let template = try? TemplateDocument(yaml: document, file: name).template() else { return nil }
        let rules = Rules(template: template, publishedOn: publishedOn, consultedOn: consultedOn)
        let visit = ServedPages.Visit(language)
        return RulePage.all(of: rules, on: shelf).first { $0.page == page }.map { body(of: $0, visit) }
    }

    private func ground(_ visit: Visit, _ connection: PostgresConnection) async throws -> PeriodGround? {
        guard var ground = try period(of: visit) else { return nil }
        try await ground.loadRules(known: known, connection)
        return ground
    }

    /// Without its rules.
    private func period(of visit: Visit) throws -> PeriodGround? {
        guard let rows = visit.periods else { return nil }
        return PeriodGround(visit.period, among: try ReportPeriod.all(rows))
    }

    /// A person's month, and what its pages rest on.
    ///
    /// - Parameter isLookedAt: whether it is delivered by that, where it is the reader's own.
    private func month(
        of employee: String, _ visit: Visit, _ connection: PostgresConnection, isLookedAt: Bool = false,
        hasHistory: Bool = false
    ) async throws -> (PeriodGround, PersonMonth)? {
        guard var ground = try period(of: visit) else { return nil }
        var reading = try await MonthReading(
            ground.period, before: ground.before, months: hasHistory ? ground.months : [], of: employee,
            isOwn: employee == visit.reader, isSeen: isLookedAt && employee == visit.reader, connection)
        guard let month = try await reading.next() else { return nil }
        try await ground.loadRules(of: month, known: known, connection)
        return (ground, month)
    }

    private func groups(
        _ ground: PeriodGround, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> GroupPages {
        let own = try await connection.query(Statements.monthResults, visit.period, visit.reader, nil)
        return try await GroupPages.load(
            ground, ofEveryone: true, in: nil,
            hasQuarter: try await QuarterReviewed.isThere(by: ground.period, connection),
            own: own.isEmpty ? nil : visit.reader, connection)
    }

    private func body(of page: some Page, _ visit: Visit) -> Body {
        let library = visit.language == .en ? english : chinese
        let site = Site(period: visit.period, hasQuarter: false, reader: visit.reader, proof: visit.proof)
        let addresses = Addresses.portal(period: visit.period, reader: visit.reader)
        return Body(title: page.title(library.words)) { library.html(page, on: site, addresses) }
    }
}
