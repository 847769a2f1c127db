import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Postgres

extension Portal {
    func addPages(to router: Router<PortalContext>) {
        router.get("/") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await HomePage.load(page: Self.page(request), visit, connection), visit, request)
            }
        }
        addMonths(to: router)
        addRows(to: router)
        addStandings(to: router)
        addRules(to: router)
        addTrainings(to: router)
        router.get("repair") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await RepairsPage.load(page: Self.page(request), visit, connection), visit, request)
            }
        }
        addPeriods(to: router)
        addDesks(to: router)
        addJobSteps(to: router)
        addResults(to: router)
        addPayroll(to: router)
        addTemplates(to: router)
        addSessions(to: router)
    }

    /// The pages of people.
    private func addMonths(to router: Router<PortalContext>) {
        router.get("month/:period") { request, context in
            try await showing(request, context) { visit, place, connection in
                try await served.person(visit.person, place, connection)
            }
        }
        router.get("month/:period/of/:person") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.person(try Self.parameter("person", context), place, connection)
            }
        }
        router.get("month/:period/of/:person/interview") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.interview(try Self.parameter("person", context), place, connection)
            }
        }
        router.get("month/:period/of/:person/words") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.words(
                    about: try Self.parameter("person", context), page: Self.page(request), place, connection)
            }
        }
        router.get("team/:period") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.team(page: Self.page(request), place, connection)
            }
        }
        router.get("month/:period/of/:person/history") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.history(try Self.parameter("person", context), place, connection)
            }
        }
    }

    /// How people stand in periods that are not over.
    private func addStandings(to router: Router<PortalContext>) {
        router.get("standing/:period") { request, context in
            try await showing(request, context) { visit, place, connection in
                try await served.standing(visit.person, place, connection)
            }
        }
        router.get("standing/:period/of/:person") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.standing(try Self.parameter("person", context), place, connection)
            }
        }
        router.get("standings") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await StandingsPage.load(page: Self.page(request), visit, connection), visit, request)
            }
        }
    }

    /// The rules by which one is appraised.
    private func addRules(to router: Router<PortalContext>) {
        router.get("rules") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await RulesPage.load(visit, connection), visit, request)
            }
        }
        router.get("rules/:code/:version") { request, context in
            let reference = try TemplateVersion.reference(context)
            let number = Self.page(request)
            return try await visiting(request, context) { visit, connection in
                guard let rules = try await OwnRules.load(reference, connection),
                    let page = served.sheet(
                        of: rules.json, named: "\(reference)", on: .people, page: number,
                        publishedOn: rules.publishedOn, consultedOn: rules.consultedOn, visit.language)
                else { throw NotThere() }
                return try document(pages.html(page, frame(visit, request)))
            }
        }
        router.get("rules/:code/:version/consultation") { request, context in
            let reference = try TemplateVersion.reference(context)
            return try await visiting(request, context) { visit, connection in
                guard let rules = try await OwnRules.load(reference, connection) else { throw NotThere() }
                return try answer(
                    ConsultationPage.page(
                        Self.page(request), of: rules.consultation, on: rules.name(visit.language), at: rules.path,
                        visit.language),
                    visit,
                    request)
            }
        }
    }

    /// Trainings and changes of post.
    private func addTrainings(to router: Router<PortalContext>) {
        router.get("trainings") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await TrainingsPage.own(Self.trainings(request), visit, connection), visit, request)
            }
        }
        router.get("month/:period/of/:person/trainings") { request, context in
            try await visiting(request, context) { visit, connection in
                let (period, person) = (
                    try Self.parameter("period", context), try Self.parameter("person", context)
                )
                return try answer(
                    try await TrainingsPage.load(period, person, Self.trainings(request), visit, connection), visit,
                    request)
            }
        }
    }

    private static func trainings(_ request: Request) -> TrainingsPage.Place {
        TrainingsPage.Place(page: page(request), record: request.query("record").flatMap { Int64($0) })
    }

    /// Which page of several the address asks for, from 1.
    static func page(_ request: Request) -> Int {
        // Whoever asks for a page that cannot be is told so by whoever counts them, who adds and takes away.
        min(max(request.query("page").flatMap { Int($0) } ?? 1, 0), 1_000_000)
    }

    /// The pages of periods.
    private func addPeriods(to router: Router<PortalContext>) {
        router.get("period/:period") { request, context in
            try await showing(request, context) { _, place, connection in try await served.overview(place, connection) }
        }
        router.get("period/:period/departments") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.departments(page: Self.page(request), place, connection)
            }
        }
        router.get("period/:period/department") { request, context in
            try await showing(request, context) { _, place, connection in
                let page = Self.page(request)
                return try await served.department(request.query("name"), page: page, place, connection)
            }
        }
        router.get("period/:period/quarter") { request, context in
            try await showing(request, context) { _, place, connection in
                try await served.quarter(
                    isOfficer: try await Duties.load(connection).asks, place, connection)
            }
        }
        router.get("period/:period/rules/:code/:version") { request, context in
            try await showing(request, context) { _, place, connection in
                guard let version = Int(try Self.parameter("version", context)) else { throw NotThere() }
                let page = Self.page(request)
                return try await served.rules(
                    try Self.parameter("code", context), version, page: page, place, connection)
            }
        }
    }

    /// The pages of officers and operators.
    private func addDesks(to router: Router<PortalContext>) {
        router.get("periods") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await PeriodsPage.load(page: Self.page(request), visit, connection), visit, request)
            }
        }
        router.get("period/:period/desk") { request, context in
            try await visiting(request, context) { visit, connection in
                let period = try Self.parameter("period", context)
                return try answer(try await DeskPage.load(period, visit, connection), visit, request)
            }
        }
        router.get("period/:period/desk/:list") { request, context in
            guard let name = DeskLists.Name(rawValue: try Self.parameter("list", context)) else { throw NotThere() }
            let kind = try Self.parameter(request.query("kind"))
            return try await visiting(request, context) { visit, connection in
                let lists = DeskLists(
                    period: try Self.parameter("period", context), language: visit.language, connection: connection)
                return try answer(
                    try await lists.page(Self.page(request), of: name, kind: kind), visit, request)
            }
        }
        router.get("period/:period/reminders") { request, context in
            try await visiting(request, context) { visit, connection in
                let period = try Self.parameter("period", context)
                let address = configuration.origin.description
                return try answer(
                    try await RemindersPage.load(
                        period, page: Self.page(request), at: address, visit, connection), visit, request)
            }
        }
        router.get("period/:period/reminders.csv") { request, context in
            try await visiting(request, context) { visit, connection in
                let period = try Self.parameter("period", context)
                let address = configuration.origin.description
                guard let table = try await RemindersPage.csv(period, at: address, visit, connection) else {
                    throw NotThere()
                }
                return Self.file(ByteBuffer(string: table.text), "text/csv; charset=utf-8", table.name)
            }
        }
        router.get("queue") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await QueuePage.load(visit, connection), visit, request)
            }
        }
        router.get("queue/:act") { request, context in
            guard let name = QueuePage.List(rawValue: try Self.parameter("act", context)) else { throw NotThere() }
            return try await visiting(request, context) { visit, connection in
                try answer(
                    try await QueuePage.load(name, page: Self.page(request), visit, connection), visit, request)
            }
        }
        router.get("job/:number") { request, context in
            try await visiting(request, context) { visit, connection in
                guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
                return try answer(try await QueuePage.load(number, visit, connection), visit, request)
            }
        }
    }

    private func addJobSteps(to router: Router<PortalContext>) {
        router.get("job/:number/steps") { request, context in
            try await visiting(request, context) { visit, connection in
                guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
                return try answer(
                    try await QueuePage.steps(of: number, page: Self.page(request), visit, connection), visit, request)
            }
        }
    }

    /// The pages of templates; their forms stand in ``forms``.
    private func addTemplates(to router: Router<PortalContext>) {
        router.get("templates") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await TemplatesPage.load(visit, connection), visit, request)
            }
        }
        router.get("templates/:code/:version") { request, context in
            let reference = try TemplateVersion.reference(context)
            return try await visiting(request, context) { visit, connection in
                try answer(try await TemplatePage.load(reference, visit, connection), visit, request)
            }
        }
        router.get("templates/:code/:version/sheet") { request, context in
            let reference = try TemplateVersion.reference(context)
            let number = Self.page(request)
            return try await visiting(request, context) { visit, connection in
                guard let version = try await TemplateVersion.load(reference, connection), let json = version.json,
                    let page = served.sheet(
                        of: json, named: "\(reference)", on: .officers, page: number,
                        publishedOn: version.publishedOn, consultedOn: version.consultedOn, visit.language)
                else { throw NotThere() }
                return try document(pages.html(page, frame(visit, request)))
            }
        }
        router.get("templates/:code/:version/consultation") { request, context in
            let reference = try TemplateVersion.reference(context)
            return try await visiting(request, context) { visit, connection in
                guard let version = try await TemplateVersion.load(reference, connection) else { throw NotThere() }
                return try answer(
                    ConsultationPage.page(
                        Self.page(request), of: version.consultation, on: version.name(visit.language),
                        at: version.path, visit.language),
                    visit, request)
            }
        }
        router.get("templates/:code/:version/compare") { request, context in
            let reference = try TemplateVersion.reference(context)
            let choice = ComparisonPage.Choice(
                from: request.query("from").flatMap { Int32($0) }.map { Int($0) },
                to: request.query("to").flatMap { Int32($0) }.map { Int($0) })
            let number = Self.page(request)
            return try await visiting(request, context) { visit, connection in
                try answer(
                    try await ComparisonPage.load(reference, choice, page: number, visit, connection), visit, request)
            }
        }
        router.get("templates/:code/:version/try") { request, context in
            let reference = try TemplateVersion.reference(context)
            let period = try Self.parameter(request.query("period"))
            return try await visiting(request, context) { visit, connection in
                try answer(try await TryPage.load(reference, on: period, visit, connection), visit, request)
            }
        }
    }

    private func addSessions(to router: Router<PortalContext>) {
        router.get("sessions") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await SessionsPage.load(visit, connection), visit, request)
            }
        }
        router.post("sessions/:number/end") { request, context in
            let form = try await form(of: request, context)
            return try await visiting(request, context, form) { _, connection in
                guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
                try await connection.execute("select merit.end_own_session($1)", number)
                return Self.redirect(to: "/sessions")
            }
        }
    }

    /// Shows a page of the period that the address names.
    private func showing(
        _ request: Request, _ context: PortalContext,
        _ body: (Visit, ServedPages.Visit, PostgresConnection) async throws -> ServedPages.Body?
    ) async throws -> Response {
        let period = try Self.parameter("period", context)
        return try await visiting(request, context, asking: [ServedPages.question]) { visit, connection in
            guard let answer = visit.answers.first else { throw NotThere() }
            let place = ServedPages.Visit(
                period: period, among: answer, reader: visit.person, language: visit.language, proof: visit.proof)
            guard let page = try await body(visit, place, connection) else { throw NotThere() }
            return page
        } answering: { visit, page in
            try document(pages.html(page, frame(visit, request)))
        }
    }

    /// A page for whoever is signed in; nil is as if there were no such page.
    func answer(_ page: (some PortalPage)?, _ visit: Visit, _ request: Request, status: HTTPResponse.Status = .ok)
        throws -> Response
    {
        guard let page else { throw NotThere() }
        return try document(page, frame(visit, request), status)
    }

    private func frame(_ visit: Visit, _ request: Request) -> PageFrame {
        var frame = PageFrame(visit.language)
        frame.person = visit.person
        frame.proof = visit.proof
        frame.path = ReturnPath(request.method == .get ? request.uri.string : "/").query
        return frame
    }

    func document(_ page: some PortalPage, _ frame: PageFrame, _ status: HTTPResponse.Status = .ok) throws -> Response {
        try document(pages.html(page, frame), status)
    }

    private func document(_ html: String, _ status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
