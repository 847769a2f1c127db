import Hummingbird
import Pages
import Postgres

/// The rules by which one is appraised, and templates as officers see them.
extension Portal {
    func rules(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await RulesPage.load(visit, connection), visit, request)
        }
    }

    func ruleSheet(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    func ruleConsultation(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    func templates(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await TemplatesPage.load(visit, connection), visit, request)
        }
    }

    func template(_ request: Request, _ context: PortalContext) async throws -> Response {
        let reference = try TemplateVersion.reference(context)
        return try await visiting(request, context) { visit, connection in
            try answer(try await TemplatePage.load(reference, visit, connection), visit, request)
        }
    }

    func templateSheet(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    func templateConsultation(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    func comparison(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    func trial(_ request: Request, _ context: PortalContext) async throws -> Response {
        let reference = try TemplateVersion.reference(context)
        let period = try Self.parameter(request.query("period"))
        return try await visiting(request, context) { visit, connection in
            try answer(try await TryPage.load(reference, on: period, visit, connection), visit, request)
        }
    }
}
