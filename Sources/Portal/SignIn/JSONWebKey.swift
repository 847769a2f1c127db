import Crypto
import CryptoExtras
import Foundation

/// A public key of a provider (RFC 7517), of the kinds that sign ID tokens.
struct JSONWebKey: Sendable, Decodable {
    let kty: String
    let kid: String?
    let use: String?
    let alg: String?
    private let crv: String?
    private let n: String?
    private let e: String?
    private let x: String?
    private let y: String?

    /// Whether it signed `text`.
    ///
    /// An algorithm that the key is not of verifies nothing: what a token says of itself does not decide that.
    func verifies(_ signature: Data, of text: String, by algorithm: String) -> Bool {
        guard use ?? "sig" == "sig", alg ?? algorithm == algorithm else { return false }
        let text = Data(text.utf8)
        switch (algorithm, kty, crv) {
        case ("RS256", "RSA", _): return rsa(signature, SHA256.hash(data: text), .insecurePKCS1v1_5)
        case ("RS384", "RSA", _): return rsa(signature, SHA384.hash(data: text), .insecurePKCS1v1_5)
        case ("RS512", "RSA", _): return rsa(signature, SHA512.hash(data: text), .insecurePKCS1v1_5)
        case ("PS256", "RSA", _): return rsa(signature, SHA256.hash(data: text), .PSS)
        case ("ES256", "EC", "P-256"):
            guard let point, let key = try? P256.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: text))
        case ("ES384", "EC", "P-384"):
            guard let point, let key = try? P384.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA384.hash(data: text))
        case ("EdDSA", "OKP", "Ed25519"):
            guard let x = x.flatMap({ Data(base64URL: $0) }),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
            else { return false }
            return key.isValidSignature(signature, for: text)
        default: return false
        }
    }

    private var point: Data? {
        guard let x = x.flatMap({ Data(base64URL: $0) }), let y = y.flatMap({ Data(base64URL: $0) }) else { return nil }
        return x + y
    }

    private func rsa(_ signature: Data, _ digest: some Digest, _ padding: _RSA.Signing.Padding) -> Bool {
        guard let n = n.flatMap({ Data(base64URL: $0) }), let e = e.flatMap({ Data(base64URL: $0) }),
            // What is shorter can be factored.
            n.drop(while: { $0 == 0 }).count >= 256, let key = try? _RSA.Signing.PublicKey(n: n, e: e)
        else { return false }
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: padding)
    }
}
