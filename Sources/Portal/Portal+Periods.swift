import Hummingbird
import NIOCore
import Pages
import Postgres

/// The pages of periods, and the desks of officers.
extension Portal {
    func scored(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(
                try await PeriodList.scored(visit, connection).page(Self.page(request)), visit, request)
        }
    }

    func overview(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in try await served.overview(place, connection) }
    }

    func departments(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.departments(page: Self.page(request), place, connection)
        }
    }

    func department(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            let page = Self.page(request)
            return try await served.department(request.query("name"), page: page, place, connection)
        }
    }

    func quarter(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.quarter(
                isOfficer: try await Duties.load(connection).asks, place, connection)
        }
    }

    func periodRules(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            guard let version = Int(try Self.parameter("version", context)) else { throw NotThere() }
            let page = Self.page(request)
            return try await served.rules(
                try Self.parameter("code", context), version, page: page, place, connection)
        }
    }

    func periods(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await PeriodsPage.load(page: Self.page(request), visit, connection), visit, request)
        }
    }

    func desk(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            let period = try Self.parameter("period", context)
            return try answer(try await DeskPage.load(period, visit, connection), visit, request)
        }
    }

    func deskList(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let name = DeskLists.Name(rawValue: try Self.parameter("list", context)) else { throw NotThere() }
        let kind = try Self.parameter(request.query("kind"))
        return try await visiting(request, context) { visit, connection in
            let lists = DeskLists(
                period: try Self.parameter("period", context), language: visit.language, connection: connection)
            return try answer(
                try await lists.page(Self.page(request), of: name, kind: kind), visit, request)
        }
    }

    func reminders(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            let period = try Self.parameter("period", context)
            let address = configuration.origin.description
            return try answer(
                try await RemindersPage.load(
                    period, page: Self.page(request), at: address, visit, connection), visit, request)
        }
    }

    func remindersFile(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            let period = try Self.parameter("period", context)
            let address = configuration.origin.description
            guard let table = try await RemindersPage.csv(period, at: address, visit, connection) else {
                throw NotThere()
            }
            return Self.file(ByteBuffer(string: table.text), "text/csv; charset=utf-8", table.name)
        }
    }
}
