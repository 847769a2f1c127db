import Foundation

/// What a provider says of who signed in (OpenID Connect Core 1.0, section 2), once it is known that it said so, to us, now.
struct IDToken: Sendable {
    /// Why a token is not believed; for the log, and without anything of the person.
    struct Refused: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// What has to hold of it.
    struct Expectation: Sendable {
        let issuer: String
        let client: String
        let nonce: String
        let now: Date
    }

    let person: String

    struct Header: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    private let parts: [Substring]
    let header: Header

    /// Reads its outside, which nobody vouches for yet.
    init(parsing text: String) throws(Refused) {
        parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= 100_000, let bytes = Data(base64URL: parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: bytes)
        else { throw Refused("it is no signed token") }
        guard header.crit == nil else { throw Refused("it has to be understood in a way that is not") }
        self.header = header
        person = ""
    }

    private init(_ token: IDToken, person: String) {
        parts = token.parts
        header = token.header
        self.person = person
    }

    /// Whether one of these keys signed it; the one that it names, where it names one.
    func isSigned(by keys: [JSONWebKey]) -> Bool {
        guard let signature = Data(base64URL: parts[2]) else { return false }
        return keys.contains {
            (header.kid == nil || $0.kid == header.kid)
                && $0.verifies(signature, of: "\(parts[0]).\(parts[1])", by: header.alg)
        }
    }

    /// The same token, believed.
    ///
    /// - Parameter claim: the claim that names the person.
    func verified(
        by keys: [JSONWebKey], _ expected: Expectation, claim: String
    ) throws(Refused) -> IDToken {
        guard isSigned(by: keys) else { throw Refused("its signature (\(header.alg)) is none of the provider's") }
        guard let bytes = Data(base64URL: parts[1]),
            let claims = try? JSONDecoder().decode([String: Claim].self, from: bytes)
        else { throw Refused("its claims cannot be read") }
        guard claims["iss"]?.texts == [expected.issuer] else { throw Refused("another issuer made it") }
        let audience = claims["aud"]?.texts ?? []
        guard audience.contains(expected.client) else { throw Refused("it is for somebody else") }
        if audience.count > 1 || claims["azp"] != nil {
            guard claims["azp"]?.texts == [expected.client] else { throw Refused("it was given to somebody else") }
        }
        // Clocks may differ by a minute.
        let now = expected.now.timeIntervalSince1970
        guard let end = claims["exp"]?.number, end > now - 60 else { throw Refused("it is over") }
        guard let made = claims["iat"]?.number, made < now + 60 else { throw Refused("it is of a time to come") }
        guard let nonce = claims["nonce"]?.texts.first, Token.isSame(nonce, expected.nonce) else {
            throw Refused("it is of another sign-in")
        }
        guard let person = claims[claim]?.texts.first?.trimmed, (1...200).contains(person.count),
            claims[claim]?.texts.count == 1, !person.unicodeScalars.contains("\0")
        else { throw Refused("it has no claim \"\(claim)\" that names somebody") }
        if claim == "email", claims["email_verified"]?.isTrue != true {
            throw Refused("its email address is one that the provider has not checked")
        }
        return IDToken(self, person: person)
    }

    /// A value of a claim, as far as one of ours may be.
    private enum Claim: Decodable {
        case text(String)
        case texts([String])
        case number(Double)
        case flag(Bool)
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else if let texts = try? value.decode([String].self) {
                self = .texts(texts)
            } else {
                self = .other
            }
        }

        var texts: [String] {
            switch self {
            case .text(let text): [text]
            case .texts(let texts): texts
            case .number, .flag, .other: []
            }
        }

        var number: Double? { if case .number(let number) = self { number } else { nil } }
        var isTrue: Bool { if case .flag(let flag) = self { flag } else { false } }
    }
}
