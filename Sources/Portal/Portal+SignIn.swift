import HTTPTypes
import Hummingbird
import Postgres
import Reports

extension Portal {
    func showSignIn(_ request: Request, _ context: PortalContext) async throws -> Response {
        let language = Language(request, cookies)
        let door = cookies.door(request) ?? Token()
        let page = SignInPage(
            configuration, to: ReturnPath(request.query("to")), isKept: request.query("kept") != nil, door: door,
            language)
        let answer = try document(page, PageFrame(language))
        return configuration.people.isEmpty ? answer : answer.with(cookies.door(door))
    }

    func beginOpenID(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let provider else { throw NotThere() }
        return try await provider.begin(request, context, self)
    }

    func endOpenID(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let provider else { throw NotThere() }
        return try await provider.end(request, context, self)
    }

    /// Signs in as whoever was picked: a demo asks nobody who they are.
    func pick(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard !configuration.people.isEmpty else { throw NotThere() }
        let form = try await form(of: request, context)
        try requireOwnOrigin(request)
        guard let door = cookies.door(request), let given = form["door"],
            Token.isSame(given, door.derived(for: SignInPage.purpose))
        else { throw Forged() }
        guard let person = configuration.people.first(where: { $0.id == form["person"] }) else { throw NotThere() }
        let fresh = try await pool.withConnection { connection in
            try await connection.withTransaction { try await open(person.id, "link", request, $0) }
        }
        return Self.redirect(to: ReturnPath(form["to"]).text).with(cookies.session(fresh), cookies.noDoor)
    }

    /// Looks at nothing and changes nothing: mail scanners and previews follow links.
    func showLink(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let token = Token(try Self.parameter("token", context)) else { throw NotThere() }
        let language = Language(request, cookies)
        let door = cookies.door(request) ?? Token()
        let page = LinkPage(token: token, door: door, to: ReturnPath(request.query("to")), language)
        return try document(page, PageFrame(language)).with(cookies.door(door))
    }

    /// Signs in by a link, for a form of ours in the browser that was shown it: nobody is signed in as somebody else by a page of others.
    func useLink(_ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await form(of: request, context)
        try requireOwnOrigin(request)
        guard let door = cookies.door(request), let given = form["door"],
            Token.isSame(given, door.derived(for: LinkPage.purpose))
        else { throw Forged() }
        guard let token = form["token"].flatMap({ Token($0) }) else { throw NotThere() }
        let household = household(request, context)
        let fresh = try await pool.withConnection { connection in
            do {
                try await count(.signIn, of: household, connection)
            } catch let error as TooOften {
                metrics.signedIn("link", .limited)
                throw error
            }
            let fresh = try await connection.withTransaction { connection -> Token? in
                let used = try await connection.query(Statements.useLink, token.hash).one()
                guard let person = try used[0, as: String?.self] else { return nil }
                return try await open(person, "link", request, connection)
            }
            if fresh == nil { try await count(.failedSignIn, of: household, connection) }
            return fresh
        }
        guard let fresh else {
            metrics.signedIn("link", .refused)
            let language = Language(request, cookies)
            let page = MessagePage(
                title: Labels.of("signIn", language),
                text: language.text(
                    zh: "此链接已使用过、已过期或不存在。请索取新的链接。",
                    en: "This link was used, is over, or never was. Ask for a new one."))
            return try document(page, PageFrame(language), .forbidden)
        }
        metrics.signedIn("link", .done)
        return Self.redirect(to: ReturnPath(form["to"]).text).with(cookies.session(fresh), cookies.noDoor)
    }

    func signOut(_ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await form(of: request, context)
        try requireOwnOrigin(request)
        if let token = cookies.session(request) {
            guard let proof = form[FormData.proof], Token.isSame(proof, Visit.proof(token)) else { throw Forged() }
            try await pool.withConnection { _ = try await $0.execute(Statements.endSession, token.hash) }
        }
        return Self.redirect(to: "/sign-in").with(cookies.noSession)
    }

    func sessions(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await SessionsPage.load(visit, connection), visit, request)
        }
    }

    func endSession(_ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await form(of: request, context)
        return try await visiting(request, context, form) { _, connection in
            guard let number = Int64(try Self.parameter("number", context)) else { throw NotThere() }
            try await connection.execute("select merit.end_own_session($1)", number)
            return Self.redirect(to: "/sessions")
        }
    }
}
