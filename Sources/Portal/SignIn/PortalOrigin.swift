import Foundation

/// Where people reach the portal: scheme, host and port, as browsers name it in `Origin`.
package struct PortalOrigin: Sendable, Equatable, CustomStringConvertible {
    package let isSecure: Bool
    package let description: String
    let host: String

    /// Reads `https://merit.example.com`, with a port or without, and nothing behind it; nil for anything else.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host?.lowercased(), !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            ["", "/"].contains(parts.path)
        else { return nil }
        isSecure = scheme == "https"
        self.host = host
        // Browsers leave out the port that goes without saying.
        let port = parts.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        description = "\(scheme)://\(host)\(port)"
    }

    /// Whether nobody between here and the browser can read along.
    var isThisMachine: Bool { ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host) }
}
