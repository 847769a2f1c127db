import ArgumentParser

/// How the portal is served.
struct ServeOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.portalHTTP.help, valueName: "host:port")) var http: String?
    @Option(help: ArgumentHelp(Setting.portalURL.help, valueName: "url")) var url: String?
    @Option(help: ArgumentHelp(Setting.portalHealth.help, valueName: "host:port")) var health: String?
    @Option(parsing: .unconditional, help: ArgumentHelp(Setting.portalConnections.help, valueName: "count"))
    var connections: String?
    @Option(help: ArgumentHelp(Setting.portalCertificate.help, valueName: "file")) var certificate: String?
    @Option(help: ArgumentHelp(Setting.portalKey.help, valueName: "file")) var key: String?
    @Option(help: ArgumentHelp(Setting.portalForwarders.help, valueName: "addresses")) var forwarders: String?
    @Option(help: ArgumentHelp(Setting.proxyFrom.help, valueName: "addresses")) var proxyFrom: String?
    @Option(help: ArgumentHelp(Setting.proxyHeader.help, valueName: "name")) var proxyHeader: String?
    @Option(help: ArgumentHelp(Setting.proxySecret.help, valueName: "file")) var proxySecret: String?
    @Option(help: ArgumentHelp(Setting.openIDIssuer.help, valueName: "url")) var openidIssuer: String?
    @Option(help: ArgumentHelp(Setting.openIDClient.help, valueName: "id")) var openidClient: String?
    @Option(help: ArgumentHelp(Setting.openIDSecret.help, valueName: "file")) var openidSecret: String?
    @Option(help: ArgumentHelp(Setting.openIDClaim.help, valueName: "name")) var openidClaim: String?
    @Option(help: ArgumentHelp(Setting.openIDScope.help, valueName: "words")) var openidScope: String?
    @Option(help: ArgumentHelp(Setting.logFormat.help, valueName: "format")) var logFormat: String?
    @Option(help: ArgumentHelp(Setting.logLevel.help, valueName: "level")) var logLevel: String?

    var flags: [Setting: String] {
        let given: [(Setting, String?)] = [
            (.portalHTTP, http), (.portalURL, url), (.portalHealth, health), (.portalConnections, connections),
            (.portalCertificate, certificate), (.portalKey, key), (.portalForwarders, forwarders),
            (.proxyFrom, proxyFrom), (.proxyHeader, proxyHeader), (.proxySecret, proxySecret),
            (.openIDIssuer, openidIssuer), (.openIDClient, openidClient), (.openIDSecret, openidSecret),
            (.openIDClaim, openidClaim), (.openIDScope, openidScope), (.logFormat, logFormat), (.logLevel, logLevel),
        ]
        return given.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}
