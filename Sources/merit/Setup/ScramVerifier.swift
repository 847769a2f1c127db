import Crypto
import Foundation

/// What a server keeps of a password (RFC 5802, 7677), made here, so that the password itself is in no statement and no log of the server.
struct ScramVerifier {
    let text: String

    /// - Parameter password: of ASCII characters alone, which are what they are in every form of Unicode.
    init(password: String, salt: [UInt8] = (0..<16).map { _ in UInt8.random(in: .min ... .max) }) {
        let salted = Self.salted(password, salt)
        let client = Self.hmac(Array("Client Key".utf8), by: salted)
        let stored = Array(SHA256.hash(data: client))
        let server = Self.hmac(Array("Server Key".utf8), by: salted)
        text = "SCRAM-SHA-256$\(Self.rounds):\(Self.base64(salt))$\(Self.base64(stored)):\(Self.base64(server))"
    }

    private static let rounds = 4096

    /// PBKDF2 of one block.
    private static func salted(_ password: String, _ salt: [UInt8]) -> [UInt8] {
        let key = Array(password.utf8)
        var round = hmac(salt + [0, 0, 0, 1], by: key)
        var sum = round
        for _ in 1..<rounds {
            round = hmac(round, by: key)
            for place in sum.indices { sum[place] ^= round[place] }
        }
        return sum
    }

    private static func hmac(_ message: [UInt8], by key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
