import Hummingbird
import HTTPTypes
import Reports

/// The languages that the portal speaks.
typealias PortalLanguage = Language

extension Language {
    /// What the reader chose, or what the browser says its reader likes best.
    init(_ request: Request, _ cookies: PortalCookie) {
        if let chosen = cookies.language(request).flatMap({ Language(rawValue: $0) }) {
            self = chosen
            return
        }
        let liked = (request.headers[.acceptLanguage] ?? "").split(separator: ",").map {
            $0.prefix { $0 != ";" }.lowercased().trimmed
        }
        self = liked.lazy.compactMap { Language(tag: $0) }.first ?? .en
    }
}
