import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Postgres
import Support

/// A browser as far as the portal can tell: it keeps cookies, says where a form comes from, and follows no redirection by itself.
final class Browser {
    typealias Method = HTTPMethod

    struct Page {
        let status: Int
        let location: String?
        let text: String
        let headers: HTTPHeaders

        /// The value of a hidden field.
        func hidden(_ name: String) -> String? {
            guard let field = text.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[field.upperBound...].prefix { $0 != "\"" })
        }

        /// What is said to be wrong.
        var problems: [String] { text.matches(of: /role="alert">([^<]*)</).map { String($0.output.1) } }
    }

    var server: String
    var cookies: [String: String] = [:]
    /// Sent with each request.
    var headers: [(String, String)] = []
    /// What it says in `Origin`; nil: nothing.
    var origin: String?
    private(set) var page = Page(status: 0, location: nil, text: "", headers: [:])

    init(_ server: String) {
        self.server = server
        origin = server
    }

    @discardableResult
    func get(_ path: String) async throws -> Page { try await ask(.GET, path, nil) }

    /// Sends a form, with the proof of the page that was shown last unless another is given.
    @discardableResult
    func post(_ path: String, _ fields: [(String, String)], proof: String? = nil) async throws -> Page {
        let proof = proof ?? page.hidden("proof")
        let all = (proof.map { [("proof", $0)] } ?? []) + fields
        return try await send(path, all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&"))
    }

    /// Sends a body as it is.
    @discardableResult
    func send(_ path: String, _ body: String, type: String = "application/x-www-form-urlencoded") async throws -> Page {
        try await ask(.POST, path, (body, type))
    }

    @discardableResult
    func ask(_ method: HTTPMethod, _ path: String, _ body: (text: String, type: String)?) async throws -> Page {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if !cookies.isEmpty {
            request.headers.add(
                name: "Cookie",
                value: cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        if let body {
            request.headers.add(name: "Content-Type", value: body.type)
            if let origin { request.headers.add(name: "Origin", value: origin) }
            request.body = .bytes(ByteBuffer(string: body.text))
        }
        let response = try await Self.client.execute(request, timeout: .seconds(60))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 22))
        for cookie in response.headers["Set-Cookie"] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        page = Page(
            status: Int(response.status.code), location: response.headers.first(name: "Location"), text: text,
            headers: response.headers)
        return page
    }

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Browser {
    /// Opens a link that was sent to somebody, and touches its button.
    @discardableResult
    func signIn(_ person: String, to path: String? = nil) async throws -> Page {
        let token = try await TestDatabase.current.value("merit.issue_link('\(person)')") ?? ""
        try await get("/link/\(token)")
        return try await useLink(to: path)
    }

    /// Touches the button of the page that is shown.
    @discardableResult
    func useLink(to path: String? = nil) async throws -> Page {
        let shown = page
        return try await post(
            "/link",
            [
                ("token", shown.hidden("token") ?? ""), ("door", shown.hidden("door") ?? ""),
                ("to", path ?? shown.hidden("to") ?? ""),
            ])
    }
}
