import Hummingbird
import Pages

/// The pages of people: months, how they stand in periods that are not over, trainings and changes of post, repairs.
extension Portal {
    func home(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await HomePage.load(page: Self.page(request), visit, connection), visit, request)
        }
    }

    func months(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(
                try await PeriodList.months(visit, connection).page(Self.page(request)), visit, request)
        }
    }

    func ownMonth(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { visit, place, connection in
            try await served.person(visit.person, place, connection)
        }
    }

    func month(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.person(try Self.parameter("person", context), place, connection)
        }
    }

    func interview(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.interview(try Self.parameter("person", context), place, connection)
        }
    }

    func words(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.words(
                about: try Self.parameter("person", context), page: Self.page(request), place, connection)
        }
    }

    func history(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.history(try Self.parameter("person", context), place, connection)
        }
    }

    func team(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.team(page: Self.page(request), place, connection)
        }
    }

    func ownStanding(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { visit, place, connection in
            try await served.standing(visit.person, place, connection)
        }
    }

    func standing(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await showing(request, context) { _, place, connection in
            try await served.standing(try Self.parameter("person", context), place, connection)
        }
    }

    func standings(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await StandingsPage.load(page: Self.page(request), visit, connection), visit, request)
        }
    }

    func ownTrainings(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await TrainingsPage.own(Self.trainings(request), visit, connection), visit, request)
        }
    }

    func trainings(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            let (period, person) = (
                try Self.parameter("period", context), try Self.parameter("person", context)
            )
            return try answer(
                try await TrainingsPage.load(period, person, Self.trainings(request), visit, connection), visit,
                request)
        }
    }

    func repairs(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await RepairsPage.load(page: Self.page(request), visit, connection), visit, request)
        }
    }

    private static func trainings(_ request: Request) -> TrainingsPage.Place {
        TrainingsPage.Place(page: page(request), record: request.query("record").flatMap { Int64($0) })
    }
}
