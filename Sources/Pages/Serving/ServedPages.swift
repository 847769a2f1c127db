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
        package let html: String
    }

    /// Who looks, at which period.
    package struct Visit: Sendable {
        let period: String
        let reader: String
        let language: Language
        let proof: String

        /// - Parameter proof: by which a form shows that it is one of the portal's.
        package init(period: String, reader: String, language: Language, proof: String) {
            (self.period, self.reader, self.language, self.proof) = (period, reader, language, proof)
        }
    }

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
        guard let ground = try await ground(visit, connection),
            let month = try await month(of: employee, months: [], ground, connection)
        else { return nil }
        // Whoever looks at themselves may see nobody else, or others than their peers.
        let peers = month.result.isOwn ? Peers() : try await Peers.load(in: visit.period, connection)
        return body(of: ground.page(of: month, peers), visit)
    }

    package func history(_ employee: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let ground = try await ground(visit, connection),
            let month = try await month(of: employee, months: ground.months, ground, connection)
        else { return nil }
        return body(of: ground.history(of: month), visit)
    }

    package func interview(
        _ employee: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        guard let ground = try await ground(visit, connection),
            let month = try await month(of: employee, months: [], ground, connection)
        else { return nil }
        let interviews = try await MonthInterview.all(about: employee, in: ground.period, connection)
        return body(of: ground.interview(about: month, interviews), visit)
    }

    /// How somebody stands in a period that is not scored yet.
    package func standing(
        _ employee: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Body? {
        try await StandingPage.load(employee, in: visit.period, known: known, connection).map { body(of: $0, visit) }
    }

    package func quarter(_ visit: Visit, _ connection: PostgresConnection) async throws -> Body? {
        guard let ground = try await ground(visit, connection),
            let review = try await QuarterReviewed.load(by: ground.period, connection)
        else { return nil }
        return body(of: QuarterPage(review: review), visit)
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
        let visit = ServedPages.Visit(period: "", reader: "", language: language, proof: "")
        return RulePage.all(of: rules, on: shelf).first { $0.page == page }.map { body(of: $0, visit) }
    }

    private func ground(_ visit: Visit, _ connection: PostgresConnection) async throws -> PeriodGround? {
        try await PeriodGround(visit.period, among: try await ReportPeriod.all(connection), known: known, connection)
    }

    private func month(
        of employee: String, months: [ReportPeriod], _ ground: PeriodGround, _ connection: PostgresConnection
    ) async throws -> PersonMonth? {
        var reading = try await MonthReading(
            ground.period, before: ground.before, months: months, of: employee, connection)
        return try await reading.next()
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
        return Body(title: page.title(library.words), html: library.html(page, on: site, addresses))
    }
}
