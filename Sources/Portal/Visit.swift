import Postgres
import Reports

/// A request of somebody who is signed in.
struct Visit: Sendable {
    let person: String
    /// Number of the session.
    let session: Int64
    let token: Token
    let language: Language
    /// What was asked together with whose request it is.
    let answers: [PostgresRows]

    /// What each form shows in order to prove that it is a page of ours that this session was given.
    var proof: String { Self.proof(token) }

    static func proof(_ token: Token) -> String { token.derived(for: "form") }

    /// The language as templates of appraisal name it.
    var languageKey: String { language.text(zh: "zh", en: "en") }
}
