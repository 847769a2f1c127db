import HTTPTypes
import Hummingbird
import Pages
import Postgres

extension Portal {
    func rows(_ request: Request, _ context: PortalContext) async throws -> Response {
        let value = try Self.value(context)
        return try await visiting(request, context) { visit, connection in
            let page = try await RowsPage.load(
                value.period, value.person, value.indicator, page: Self.page(request), visit, connection)
            var response = try answer(page?.listing, visit, request)
            // By a header, which works without JavaScript; and not for longer than somebody waits.
            if page?.isAwaited == true, let refresh = HTTPField.Name("Refresh") { response.headers[refresh] = "2" }
            return response
        }
    }

    func askRows(_ request: Request, _ context: PortalContext) async throws -> Response {
        let value = try Self.value(context)
        let form = try await form(of: request, context)
        return try await visiting(request, context, form) { _, connection in
            try await connection.execute(
                "select merit_api.ask_rows($1, $2, $3)", value.period, value.person, value.indicator)
            return Self.redirect(to: RowsPage.path(value.period, value.person, value.indicator))
        }
    }

    private static func value(
        _ context: PortalContext
    ) throws(NotThere) -> (period: String, person: String, indicator: String) {
        (
            try parameter("period", context), try parameter("person", context), try parameter("indicator", context)
        )
    }
}
