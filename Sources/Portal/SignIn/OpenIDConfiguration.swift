/// A provider of OpenID Connect, and as what the portal is known there.
package struct OpenIDConfiguration: Sendable {
    /// Whoever says so must be exactly this.
    package let issuer: String
    package let client: String
    let secret: String?
    /// The claim that is the person's `employee_id`.
    package let claim: String
    package let scope: String

    /// Nil where `issuer` is no address of a server, or one that others can pretend to be.
    package init?(issuer: String, client: String, secret: String?, claim: String, scope: String) {
        guard OpenIDConfiguration.mayBeAsked(issuer) else { return nil }
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.claim = claim
        self.scope = scope
    }

    /// By TLS, or on this machine.
    static func mayBeAsked(_ address: String) -> Bool {
        guard address.hasPrefix("http://") || address.hasPrefix("https://"),
            let scheme = address.firstRange(of: "://")?.upperBound,
            let origin = PortalOrigin(String(address[..<(address[scheme...].firstIndex(of: "/") ?? address.endIndex)]))
        else { return false }
        return origin.isSecure || origin.isThisMachine
    }
}
