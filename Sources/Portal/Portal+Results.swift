import HTTPTypes
import Hummingbird
import NIOCore

extension Portal {
    func results(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try ResultsQuery(request)
        return try await visiting(request, context) { visit, connection in
            try answer(
                try await ResultsPage.load(query, page: Self.page(request), visit, connection), visit, request)
        }
    }

    func resultsFile(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try ResultsQuery(request)
        return try await visiting(request, context) { visit, connection in
            guard let table = try await ResultsPage.csv(query, visit, connection) else { throw NotThere() }
            return Self.file(ByteBuffer(string: table.text), "text/csv; charset=utf-8", table.name)
        }
    }

    func raters(_ request: Request, _ context: PortalContext) async throws -> Response {
        let period = try Self.parameter(request.query("period"))
        return try await visiting(request, context) { visit, connection in
            try answer(
                try await RatersPage.load(period, page: Self.page(request), visit, connection), visit, request)
        }
    }
}
