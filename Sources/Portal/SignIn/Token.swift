import Crypto
import Foundation

/// A secret of 256 random bits, as a cookie or a link bears it.
///
/// The database knows its hash alone.
struct Token: Sendable, Equatable {
    let text: String

    init() {
        var source = SystemRandomNumberGenerator()
        let bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: source.next()) { Array($0) } }
        text = Data(bytes).base64URL
    }

    /// Nil for what no token looks like.
    init?(_ text: String) {
        guard (40...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.mayStand) else { return nil }
        self.text = text
    }

    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    /// Its SHA-256, as the database keeps it, in hexadecimal digits.
    var hash: String { Self.hash(of: text) }

    /// Another secret, which follows from this one and tells nothing of it: so several servers agree on it without a word.
    func derived(for purpose: String) -> String {
        let key = SymmetricKey(data: Data(text.utf8))
        return Data(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: key)).base64URL
    }

    static func hash(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// Whether two secrets are the same; how long that takes tells nothing of them.
    static func isSame(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }
}

extension Data {
    /// In the letters that addresses and cookies may hold (RFC 4648, section 5), without padding.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for anything else.
    init?(base64URL text: some StringProtocol) {
        guard !text.contains(where: { "+/=".contains($0) || $0.isWhitespace }) else { return nil }
        let letters = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: letters + String(repeating: "=", count: (4 - letters.utf8.count % 4) % 4))
    }
}
