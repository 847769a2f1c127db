package import Ops

/// How the portal is set up.
package struct PortalConfiguration: Sendable {
    /// Certificate and key, where the portal speaks TLS itself.
    package struct Certificate: Sendable {
        package let chain: String
        package let key: String

        package init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// Somebody of a sample company.
    package struct Person: Sendable {
        let id: String
        let note: String

        package init(id: String, note: String) {
            self.id = id
            self.note = note
        }
    }

    package let address: HTTPAddress
    /// Where people reach it.
    package let origin: PortalOrigin
    package var health: HTTPAddress?
    package var certificate: Certificate?
    /// Proxies that may say where a request came from, for the limits on tries.
    package var forwarders: [AddressRange] = []
    package var proxy: ProxySignIn?
    package var openID: OpenIDConfiguration?
    /// Whom anybody may be who comes: of a demo on its own machine, and of nothing else.
    package var people: [Person] = []

    /// Whether nobody between here and the browser can read along.
    package var isPrivate: Bool { origin.isSecure || origin.isThisMachine }

    package init(address: HTTPAddress, origin: PortalOrigin) {
        self.address = address
        self.origin = origin
    }
}
