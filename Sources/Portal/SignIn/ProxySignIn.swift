import HTTPTypes

/// A proxy in front that has signed people in, and says who it is in a header.
///
/// It is believed where it comes from a named address and bears the shared secret, and nowhere else: whoever gets past the proxy may
/// send any header.
package struct ProxySignIn: Sendable {
    /// What a request says of who it is from.
    enum Finding: Equatable {
        /// It bears no such header.
        case nobody
        case person(String)
        /// It bears the header, and nobody who may say so sent it.
        case forged
    }

    let from: [AddressRange]
    let header: HTTPField.Name
    private let secret: String

    /// The header in which the proxy shows the secret.
    package static let secretHeader = "X-Merit-Proxy-Secret"

    /// Nil where `header` is no name of a header.
    package init?(from: [AddressRange], header: String, secret: String) {
        guard let header = HTTPField.Name(header) else { return nil }
        self.from = from
        self.header = header
        self.secret = secret
    }

    func finding(_ headers: HTTPFields, from peer: String?) -> Finding {
        let named = headers[values: header]
        guard !named.isEmpty else { return .nobody }
        let secrets = HTTPField.Name(Self.secretHeader).map { headers[values: $0] } ?? []
        // One more header than the proxy sets is one that it let through.
        guard let peer, from.contains(where: { $0.contains(peer) }), secrets.count == 1,
            Token.isSame(secrets[0], secret),
            named.count == 1, let person = named.first?.trimmed, (1...200).contains(person.count),
            !person.contains("\0")
        else { return .forged }
        return .person(person)
    }
}
