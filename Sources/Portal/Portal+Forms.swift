import HTTPTypes
import Hummingbird
import Logging
import Postgres
import Reports

extension Portal {
    /// The page of a form.
    func ask<Form: PortalForm>(
        _ type: Form.Type, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let form = try Form(context)
        return try await visiting(request, context) { visit, connection in
            guard request.query("whole") == nil else {
                let page = try await form.page(visit, with: nil, connection)
                return try answer(page?.whole(Self.page(request), visit.language), visit, request)
            }
            return try await show(form, nil, nil, visit, request, connection)
        }
    }

    /// What is handed in by it.
    func take<Form: PortalForm>(
        _ type: Form.Type, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        try await take(try Form(context), try await form(of: request, context), request, context)
    }

    /// The form's page, with what was kept of it or what was just written.
    private func show(
        _ form: some PortalForm, _ written: FormData?, _ refusal: Refusal?, _ visit: Visit, _ request: Request,
        _ connection: PostgresConnection, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let kept = written == nil ? try await draft(of: form, connection) : nil
        let said = written ?? kept
        guard var page = try await form.page(visit, with: said, connection) else { throw NotThere() }
        if page.isReadOnly {
            // What was just written has no field any more; it is shown with the answer that there is nothing to hand in.
            guard written == nil else { throw NotThere() }
            if let kept { page.tell(kept, visit.language) }
            page.cut(visit.language)
            return try answer(page, visit, request)
        }
        if let said { page.fill(with: said, isRenewed: refusal?.renews ?? false) }
        page.isKept = kept != nil
        if let refusal { page.complain(refusal) }
        page.cut(visit.language)
        page.fold(to: FormRows.part(said), isRefused: refusal != nil, visit.language)
        return try answer(page, visit, request, status: status)
    }

    private func draft(of form: some PortalForm, _ connection: PostgresConnection) async throws -> FormData? {
        let row = try await connection.query("select merit.draft_of($1, $2)", type(of: form).name, form.subject).one()
        return try row[0, as: JSONText?.self].flatMap { FormData(json: $0.text) }
    }

    private func keep(_ written: FormData, of form: some PortalForm, _ connection: PostgresConnection) async throws {
        guard let json = written.json else { throw FormData.Unreadable() }
        try await connection.execute(
            "select merit.keep_draft($1, $2, $3)", type(of: form).name, form.subject, JSONText(json))
    }

    /// Does what a form asks for; what was written is lost in no case.
    private func take<Form: PortalForm>(
        _ form: Form, _ written: FormData, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        do {
            return try await visiting(request, context, written) { visit, connection in
                if written[FormData.act] == "draft" {
                    try await keep(written, of: form, connection)
                    return Self.redirect(to: form.path)
                }
                if let rearranged = try FormRows.rearranged(written, visit.language) {
                    return try await show(form, rearranged, nil, visit, request, connection)
                }
                let next = try await form.handIn(written, visit, connection)
                try await connection.execute("select merit.drop_draft($1, $2)", Form.name, form.subject)
                return Self.redirect(to: next)
            }
        } catch let ended as SignedOut {
            return try await rescue(written, of: form, ended, request)
        } catch is Forged where saysOwnOrigin(request) {
            // From a page of ours that another session was given: nothing is done, and the form is asked again.
            let language = Language(request, cookies)
            let refusal = Refusal(
                language.text(
                    zh: "您已重新登录。请核对内容后再次提交。",
                    en: "You have signed in anew. Look at what stands here, and hand it in again."))
            return try await again(form, written, refusal, request, context, .conflict)
        } catch let refusal as Refusal {
            return try await again(form, written, refusal, request, context, .unprocessableContent)
        } catch let error as PostgresError {
            if let refusal = Refusal(error, Language(request, cookies)) {
                return try await again(form, written, refusal, request, context, .unprocessableContent)
            }
            if error.sqlState == "42501" { return try holdOn(to: written, of: form, request, .notFound) }
            logger.error("a form could not be handed in", metadata: ["error": "\(error.explained)"])
            return try holdOn(to: written, of: form, request, .serviceUnavailable)
        } catch is NotThere {
            return try holdOn(to: written, of: form, request, .notFound)
        }
    }

    /// Asks again with what was written, in a transaction of its own, for nothing of the first one stands.
    private func again(
        _ form: some PortalForm, _ written: FormData, _ refusal: Refusal, _ request: Request, _ context: PortalContext,
        _ status: HTTPResponse.Status
    ) async throws -> Response {
        do {
            return try await visiting(request, context) { visit, connection in
                try await show(form, written, refusal, visit, request, connection, status: status)
            }
        } catch let ended as SignedOut {
            return try await rescue(written, of: form, ended, request)
        } catch is NotThere {
            return try holdOn(to: written, of: form, request, .notFound)
        }
    }

    /// Whoever wrote for so long that the session ended finds it again: as a draft, where the session is known, or in the page.
    private func rescue<Form: PortalForm>(
        _ written: FormData, of form: Form, _ ended: SignedOut, _ request: Request
    ) async throws -> Response {
        if let token = ended.token, let proof = written[FormData.proof], Token.isSame(proof, Visit.proof(token)),
            let json = written.json
        {
            // Where it cannot be kept, for whatever reason, the page holds it.
            let row = try? await pool.withConnection { connection in
                try await count(.forms, of: token.hash, connection)
                return try await connection.query(
                    Statements.rescueDraft, token.hash, Form.name, form.subject, JSONText(json)
                ).one()
            }
            let isKept = try row?[0, as: Bool.self] ?? false
            if isKept { return Self.redirect(to: "/sign-in?kept=1&to=\(ReturnPath(form.path).query)") }
        }
        return try holdOn(to: written, of: form, request, .unauthorized)
    }

    /// A page that holds what was written: to be sent again, or, where there is nothing any more that it could be sent to, to be copied.
    private func holdOn(
        to written: FormData, of form: some PortalForm, _ request: Request, _ status: HTTPResponse.Status
    ) throws -> Response {
        let language = Language(request, cookies)
        let text =
            switch status {
            case .unauthorized:
                language.text(
                    zh: "您未登录，内容尚未提交，但保留在此页面中。请保持此页面打开，在另一个窗口登录，然后再次提交。",
                    en:
                        "You are not signed in. What you wrote is not handed in; it is in this page. Leave it open, sign in in another window, and send it again."
                )
            case .notFound:
                language.text(
                    zh: "没有此事项、已有结论，或您无权处理。您写的内容未提交，列在下面。",
                    en:
                        "There is no such thing, it is decided already, or it is not yours. What you wrote is not handed in; it stands below."
                )
            default:
                language.text(
                    zh: "系统暂时无法处理，内容尚未提交，但保留在此页面中。请稍后再次提交。",
                    en:
                        "That did not work just now. What you wrote is not handed in; it is in this page. Send it again in a while."
                )
            }
        var page = MessagePage(
            title: MessagePage.title(of: status, language), text: text, action: form.path, again: status != .notFound)
        // With the button that was pressed: what was only to be kept or put in order is not handed in by being sent again.
        page.fields = written.fields.map { .init(name: $0.name, value: $0.value) }
        let unwritten = FormRows.ownNames.union([FormData.proof, FormData.act, FormData.seen])
        page.said = page.fields.filter { !unwritten.contains($0.name) && !$0.value.isEmpty }
        page.hasSaid = !page.said.isEmpty
        return try document(page, PageFrame(language), status)
    }

    /// Whether the browser says that it is a page of ours; one that says nothing does not.
    private func saysOwnOrigin(_ request: Request) -> Bool {
        guard (try? requireOwnOrigin(request)) != nil else { return false }
        return request.headers[.origin] != nil
            || HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } != nil
    }
}
