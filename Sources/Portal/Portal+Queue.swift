import Hummingbird
import Postgres

/// The pages of operators.
extension Portal {
    func queue(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await QueuePage.load(visit, connection), visit, request)
        }
    }

    func queueList(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let name = QueuePage.List(rawValue: try Self.parameter("act", context)) else { throw NotThere() }
        return try await visiting(request, context) { visit, connection in
            try answer(
                try await QueuePage.load(name, page: Self.page(request), visit, connection), visit, request)
        }
    }

    func job(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
            return try answer(try await QueuePage.load(number, visit, connection), visit, request)
        }
    }

    func jobSteps(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
            return try answer(
                try await QueuePage.steps(of: number, page: Self.page(request), visit, connection), visit, request)
        }
    }
}
