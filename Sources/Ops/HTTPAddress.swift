/// Where a worker serves health and metrics: `HOST:PORT`, or a port on this machine alone.
package struct HTTPAddress: Sendable, Equatable {
    package let host: String
    /// 0: any that is free.
    package let port: Int

    package init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, `[::1]:PORT`, `:PORT` and `PORT`; nil for anything else.
    package init?(_ text: String) {
        let colon = text.lastIndex(of: ":")
        let digits = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(digits) else {
            return nil
        }
        var host = colon.map { text[..<$0] } ?? ""
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(where: { ":[]/ ".contains($0) }) {
            return nil
        }
        self.init(host: host.isEmpty ? "127.0.0.1" : String(host), port: Int(port))
    }
}

extension HTTPAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
