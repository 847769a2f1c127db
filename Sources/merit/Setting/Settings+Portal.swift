import Foundation
import Ops
import Portal

extension Settings {
    /// How the portal is served.
    ///
    /// - Throws: ``WrongSettings`` for what does not go together, all problems at once.
    func portal() throws -> PortalConfiguration {
        var problems: [String] = []
        let address = text(.portalHTTP).flatMap { HTTPAddress($0) } ?? HTTPAddress(port: 8080)
        let scheme = text(.portalCertificate) == nil ? "http" : "https"
        guard let origin = PortalOrigin(text(.portalURL) ?? "\(scheme)://\(address)") else {
            throw WrongSettings(["portal.url: give where people reach the portal, such as https://merit.example.com"])
        }
        var configuration = PortalConfiguration(address: address, origin: origin)
        configuration.health = text(.portalHealth).flatMap { HTTPAddress($0) }
        configuration.forwarders = text(.portalForwarders).flatMap { AddressRange.list($0) } ?? []
        switch (text(.portalCertificate), text(.portalKey)) {
        case (let chain?, let key?): configuration.certificate = .init(chain: chain, key: key)
        case (nil, nil): break
        default: problems.append("portal.certificate and portal.key go together; give both, or neither")
        }
        if let from = text(.proxyFrom).flatMap({ AddressRange.list($0) }) {
            let secret = secret(.proxySecret, &problems)
            if text(.proxySecret) == nil {
                problems.append("portal.proxy.from: give portal.proxy.secret too, the file of what the proxy shows")
            }
            configuration.proxy = ProxySignIn(from: from, header: text(.proxyHeader) ?? "", secret: secret ?? "")
            if configuration.proxy == nil {
                problems.append("portal.proxy.header: \"\(text(.proxyHeader) ?? "")\" is no name of a header")
            }
        }
        if let issuer = text(.openIDIssuer) {
            if text(.openIDClient) == nil { problems.append("portal.openid.issuer: give portal.openid.client too") }
            configuration.openID = OpenIDConfiguration(
                issuer: issuer, client: text(.openIDClient) ?? "", secret: secret(.openIDSecret, &problems),
                claim: text(.openIDClaim) ?? "", scope: text(.openIDScope) ?? "")
            if configuration.openID == nil {
                problems.append("portal.openid.issuer: \"\(issuer)\" is no address that begins with https://")
            }
        }
        guard problems.isEmpty else { throw WrongSettings(problems) }
        return configuration
    }

    /// The first line of a file that holds a secret; nil where none is set.
    private func secret(_ setting: Setting, _ problems: inout [String]) -> String? {
        guard let path = text(setting) else { return nil }
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            problems.append("\(setting.key): \(path) cannot be read")
            return nil
        }
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        // What is shorter can be tried through.
        if line.utf8.count < 16 {
            problems.append(
                "\(setting.key): the secret in \(path) is shorter than 16 characters; make one: openssl rand -hex 32")
        }
        return line
    }
}
