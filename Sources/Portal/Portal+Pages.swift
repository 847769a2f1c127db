import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Postgres

extension Portal {
    /// Which page of several the address asks for, from 1.
    static func page(_ request: Request) -> Int {
        // Whoever asks for a page that cannot be is told so by whoever counts them, who adds and takes away.
        min(max(request.query("page").flatMap { Int($0) } ?? 1, 0), 1_000_000)
    }

    /// Shows a page of the period that the address names.
    func showing(
        _ request: Request, _ context: PortalContext,
        _ body: (Visit, ServedPages.Visit, PostgresConnection) async throws -> ServedPages.Body?
    ) async throws -> Response {
        let period = try Self.parameter("period", context)
        return try await visiting(request, context, asking: [ServedPages.question]) { visit, connection in
            guard let answer = visit.answers.first else { throw NotThere() }
            let place = ServedPages.Visit(
                period: period, among: answer, reader: visit.person, language: visit.language, proof: visit.proof)
            guard let page = try await body(visit, place, connection) else { throw NotThere() }
            return page
        } answering: { visit, page in
            try document(pages.html(page, frame(visit, request)))
        }
    }

    /// A page for whoever is signed in; nil is as if there were no such page.
    func answer(_ page: (some PortalPage)?, _ visit: Visit, _ request: Request, status: HTTPResponse.Status = .ok)
        throws -> Response
    {
        guard let page else { throw NotThere() }
        return try document(page, frame(visit, request), status)
    }

    func frame(_ visit: Visit, _ request: Request) -> PageFrame {
        var frame = PageFrame(visit.language)
        frame.person = visit.person
        frame.proof = visit.proof
        frame.path = ReturnPath(request.method == .get ? request.uri.string : "/").query
        return frame
    }

    func document(_ page: some PortalPage, _ frame: PageFrame, _ status: HTTPResponse.Status = .ok) throws -> Response {
        try document(pages.html(page, frame), status)
    }

    func document(_ html: String, _ status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
