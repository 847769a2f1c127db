import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What a server answers to a GET.
package struct WebPage: Sendable {
    package let status: Int
    package let contentType: String?
    package let text: String

    /// - Throws: where nobody answers.
    package static func get(_ address: String) async throws -> WebPage {
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.timeoutInterval = 20
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = response as? HTTPURLResponse
        return WebPage(
            status: http?.statusCode ?? 0, contentType: http?.value(forHTTPHeaderField: "Content-Type"),
            text: String(decoding: data, as: UTF8.self))
    }
}

extension RunningProgram {
    /// Where it serves its health and metrics, once it does: it was started with `--http 127.0.0.1:0`.
    package func address() async throws -> String {
        try await log.wait(for: "serves health and metrics")
        let line = await log.lines.last { $0.contains("serves health and metrics") } ?? ""
        return String(line.drop { $0 != "=" }.dropFirst())
    }
}
