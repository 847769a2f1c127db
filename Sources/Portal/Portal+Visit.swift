import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Postgres
import Reports

extension Portal {
    /// A request that wants somebody who is signed in, and comes from nobody who is.
    struct SignedOut: Error {
        /// How the session ended that the request names; nil where it names none.
        let how: String?
        let token: Token?
    }

    /// A form that does not come from a page of ours.
    struct Forged: Error {}

    /// Somebody did something more often than people do.
    struct TooOften: Error {}

    /// What somebody may do how often.
    ///
    /// Counted in the database: several servers count together.
    struct Limit: Sendable {
        let purpose: String
        let most: Int
        let seconds: Int

        /// Of an address, which may be that of a whole office.
        static let signIn = Limit(purpose: "sign in", most: 600, seconds: 600)
        static let failedSignIn = Limit(purpose: "failed sign in", most: 60, seconds: 600)
        /// Of a person.
        static let forms = Limit(purpose: "forms", most: 240, seconds: 600)
    }

    /// Runs `body` in a transaction in which the portal acts for whoever the request is of.
    ///
    /// - Parameters:
    ///   - form: what was sent, where it is a form: then it has to prove that it comes from a page of ours.
    ///   - questions: what is asked as that one, in the same round trip; nothing that is refused to somebody who is not known.
    /// - Throws: ``SignedOut``, ``Forged``, ``TooOften``, or what `body` throws: then nothing was done.
    func visiting(
        _ request: Request, _ context: PortalContext, _ form: FormData? = nil,
        asking questions: [PostgresStatement] = [],
        _ body: (Visit, PostgresConnection) async throws -> Response
    ) async throws -> Response {
        try await visiting(request, context, form, asking: questions, reading: body) { _, response in response }
    }

    /// The same for what takes long to be written: `answer` writes it when the connection is given back.
    ///
    /// So as few connections serve as many people.
    func visiting<Found>(
        _ request: Request, _ context: PortalContext, _ form: FormData? = nil,
        asking questions: [PostgresStatement] = [],
        reading body: (Visit, PostgresConnection) async throws -> Found,
        answering answer: (Visit, Found) throws -> Response
    ) async throws -> Response {
        let token = cookies.session(request)
        if let form {
            try requireOwnOrigin(request)
            guard let token else { throw SignedOut(how: nil, token: nil) }
            guard let proof = form[FormData.proof], Token.isSame(proof, Visit.proof(token)) else { throw Forged() }
        }
        let language = Language(request, cookies)
        let (visitor, found, fresh) = try await pool.withConnection { connection in
            if form != nil, let token {
                // In a transaction of its own: a refusal must not take the count back.
                try await count(.forms, of: token.hash, connection)
            }
            let first = token.map { [Self.entering($0)] + questions } ?? []
            return try await connection.withTransaction(beginningWith: first) {
                connection, answers -> (Visit, Found, Token?) in
                if let known = try await visit(request, context, token, language, answers, connection) {
                    return (known, try await body(known, connection), nil)
                }
                guard form == nil, case .person(let person)? = proxied(request, context) else {
                    throw SignedOut(how: try await ending(of: token, connection), token: token)
                }
                let fresh = try await open(person, "proxy", request, connection)
                let entered = try await connection.batch([Self.entering(fresh)] + questions)
                guard let known = try await visit(request, context, fresh, language, entered, connection) else {
                    throw SignedOut(how: nil, token: nil)
                }
                return (known, try await body(known, connection), fresh)
            }
        }
        let response = try answer(visitor, found)
        return fresh.map { response.with(cookies.session($0)) } ?? response
    }

    private static func entering(_ token: Token) -> PostgresStatement {
        PostgresStatement(Statements.enter, parameters: [token.hash])
    }

    /// Whose request it is; nil: nobody's that is known.
    ///
    /// - Parameter answers: to entering, and to what was asked with it.
    private func visit(
        _ request: Request, _ context: PortalContext, _ token: Token?, _ language: Language, _ answers: [PostgresRows],
        _ connection: PostgresConnection
    ) async throws -> Visit? {
        guard let token, let row = try answers.first?.one() else { return nil }
        let (session, person, how, _) = try row.decode(Int64?.self, String?.self, String?.self, String?.self)
        guard let session, let person else { return nil }
        switch proxied(request, context) {
        // Who came by a proxy is who the proxy says with each request.
        case .nobody? where how == "proxy", .forged? where how == "proxy", nil where how == "proxy":
            try await connection.execute("select merit.act_for(null)")
            return nil
        case .person(let named)? where named != person:
            try await connection.execute("select merit.act_for(null)")
            return nil
        default:
            return Visit(
                person: person, session: session, token: token, language: language,
                answers: Array(answers.dropFirst()))
        }
    }

    private func ending(of token: Token?, _ connection: PostgresConnection) async throws -> String? {
        guard let token else { return nil }
        return try await connection.query(Statements.enter, token.hash).one()["ended", as: String?.self]
    }

    func proxied(_ request: Request, _ context: PortalContext) -> ProxySignIn.Finding? {
        let finding = configuration.proxy?.finding(request.headers, from: context.peer)
        if finding == .forged {
            logger.warning(
                "a request names who it is from, and does not come from the proxy that may say so; the name is not believed",
                metadata: ["address": "\(context.peer ?? "?")"])
        }
        return finding
    }

    /// Begins a session under a new token, whatever the browser held: nobody knows it beforehand.
    func open(
        _ person: String, _ way: String, _ request: Request, _ connection: PostgresConnection
    ) async throws -> Token {
        let token = Token()
        try await connection.execute(
            Statements.openSession, token.hash, person, way, UserAgent.short(request.headers),
            cookies.session(request)?.hash)
        return token
    }

    /// - Throws: ``TooOften``.
    func count(_ limit: Limit, of whom: String, _ connection: PostgresConnection) async throws {
        let key = Token.hash(of: "\(limit.purpose)|\(whom)")
        let isFine = try await connection.query(Statements.mayTry, key, limit.most, limit.seconds).one().decode(
            Bool.self)
        guard isFine else { throw TooOften() }
    }

    /// Who is counted together: the address, as a proxy says that may be believed, or the other end's.
    func household(_ request: Request, _ context: PortalContext) -> String {
        guard let peer = context.peer else { return "" }
        let trusted = configuration.forwarders + (configuration.proxy?.from ?? [])
        guard trusted.contains(where: { $0.contains(peer) }), let name = HTTPField.Name("X-Forwarded-For"),
            // What others wrote stands before what our proxy added.
            let forwarded = request.headers[values: name].last?.split(separator: ",").last
        else { return AddressRange.household(of: peer) }
        return AddressRange.household(of: String(forwarded).trimmed)
    }

    /// - Throws: ``Forged`` where a browser says that a form comes from somebody else's page.
    func requireOwnOrigin(_ request: Request) throws(Forged) {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }), site != "same-origin" {
            throw Forged()
        }
        if let origin = request.headers[.origin], origin != configuration.origin.description { throw Forged() }
    }

    /// What was sent.
    ///
    /// - Throws: ``FormData/Unreadable``, or that it is too large.
    func form(of request: Request, _ context: PortalContext) async throws -> FormData {
        guard let type = request.headers[.contentType],
            type.prefix(while: { $0 != ";" }).lowercased().trimmed == "application/x-www-form-urlencoded"
        else { throw FormData.Unreadable() }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > FormData.mostBytes {
            throw HTTPError(.contentTooLarge)
        }
        let body = try await request.body.collect(upTo: FormData.mostBytes)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else { throw FormData.Unreadable() }
        return try FormData(parsing: text)
    }
}
