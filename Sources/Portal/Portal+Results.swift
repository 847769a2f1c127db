import HTTPTypes
import Hummingbird
import NIOCore

extension Portal {
    /// What officers find among results, and how strict raters were.
    func addResults(to router: Router<PortalContext>) {
        router.get("results") { request, context in
            let query = try ResultsQuery(request)
            return try await visiting(request, context) { visit, connection in
                try answer(
                    try await ResultsPage.load(query, page: Self.page(request), visit, connection), visit, request)
            }
        }
        router.get("results.csv") { request, context in
            let query = try ResultsQuery(request)
            return try await visiting(request, context) { visit, connection in
                guard let table = try await ResultsPage.csv(query, visit, connection) else { throw NotThere() }
                return Self.file(ByteBuffer(string: table.text), "text/csv; charset=utf-8", table.name)
            }
        }
        router.get("raters") { request, context in
            let period = try Self.parameter(request.query("period"))
            return try await visiting(request, context) { visit, connection in
                try answer(
                    try await RatersPage.load(period, page: Self.page(request), visit, connection), visit, request)
            }
        }
    }
}
