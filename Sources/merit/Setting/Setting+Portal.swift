/// What an operator may set of the portal.
extension Setting {
    static let portalHTTP = Setting(
        "portal.http", "--http", .address, preset: "127.0.0.1:8080",
        "Where the portal listens: HOST:PORT, or a PORT of this machine alone.")
    static let portalURL = Setting(
        "portal.url", "--url", .origin,
        "Where people reach the portal, such as https://merit.example.com; default: where it listens.")
    static let portalHealth = Setting(
        "portal.health", "--health", .address,
        "Where the portal serves /livez, /readyz and /metrics for operators: HOST:PORT; default: nowhere.")
    static let portalConnections = Setting(
        "portal.connections", "--connections", .number(1...500), preset: "8",
        "How many connections to the database the portal opens at most.")
    static let portalCertificate = Setting(
        "portal.certificate", "--certificate", .file,
        "A file of certificates (PEM), the portal's own first; then it speaks TLS itself.")
    static let portalKey = Setting("portal.key", "--key", .file, "The file of its key (PEM).")
    static let portalForwarders = Setting(
        "portal.forwarders", "--forwarders", .ranges,
        "Addresses of proxies whose X-Forwarded-For is believed, for limits on tries: 10.0.0.5,10.1.0.0/16.")
    static let proxyFrom = Setting(
        "portal.proxy.from", "--proxy-from", .ranges,
        "Addresses of proxies that sign people in; with portal.proxy.secret.")
    static let proxyHeader = Setting(
        "portal.proxy.header", "--proxy-header", .text, preset: "X-Remote-User",
        "The header in which such a proxy names the person, by employee_id.")
    static let proxySecret = Setting(
        "portal.proxy.secret", "--proxy-secret", .file,
        "The file of the secret that such a proxy shows in the header X-Merit-Proxy-Secret.")
    static let openIDIssuer = Setting(
        "portal.openid.issuer", "--openid-issuer", .text, "The issuer of an OpenID Connect provider, to the letter.")
    static let openIDClient = Setting(
        "portal.openid.client", "--openid-client", .text, "As what client the provider knows the portal.")
    static let openIDSecret = Setting(
        "portal.openid.secret", "--openid-secret", .file, "The file of the client's secret; default: it has none.")
    static let openIDClaim = Setting(
        "portal.openid.claim", "--openid-claim", .text, preset: "employee_id",
        "The claim that is the person's employee_id.")
    static let openIDScope = Setting(
        "portal.openid.scope", "--openid-scope", .text, preset: "openid", "What is asked of the provider.")

    static let portal = [
        portalHTTP, portalURL, portalHealth, portalConnections, portalCertificate, portalKey, portalForwarders,
        proxyFrom, proxyHeader, proxySecret, openIDIssuer, openIDClient, openIDSecret, openIDClaim, openIDScope,
    ]
}
