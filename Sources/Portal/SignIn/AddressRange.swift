import Foundation

/// Addresses from which something is taken: one, or all that begin with the same bits (`10.0.0.0/8`).
package struct AddressRange: Sendable, Equatable, CustomStringConvertible {
    package let description: String
    private let bytes: [UInt8]
    private let length: Int

    /// Nil for what is neither an address nor a range of them.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let bytes = Self.bytes(of: String(parts[0])) else { return nil }
        var length = bytes.count * 8
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...length).contains(given), parts[1].allSatisfy(\.isNumber) else {
                return nil
            }
            length = given
        }
        self.bytes = bytes
        self.length = length
        description = String(text)
    }

    /// Reads several, with commas between them; nil where one of them is none.
    package static func list(_ text: String) -> [AddressRange]? {
        let parts = text.split(separator: ",").map { $0.trimmingPrefix { $0.isWhitespace } }
        let ranges = parts.compactMap { AddressRange(String($0).trimmed) }
        return ranges.count == parts.count && !ranges.isEmpty ? ranges : nil
    }

    func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        return (0..<length).allSatisfy { bit in
            (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    /// Four bytes or sixteen; of an IPv4 address in IPv6's clothes its own four.
    private static func bytes(of address: String) -> [UInt8]? {
        let address = String(address.prefix { $0 != "%" })
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, address, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return nil }
        return bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(bytes.suffix(4)) : bytes
    }

    /// The address, or the net that one customer of a provider has: who is counted together.
    static func household(of address: String) -> String {
        guard let bytes = bytes(of: address) else { return address }
        return (bytes.count == 16 ? bytes.prefix(8) : bytes[...]).map { String($0) }.joined(separator: ".")
    }
}

extension String {
    var trimmed: String {
        let rest = drop { $0.isWhitespace }
        return String(rest.reversed().drop { $0.isWhitespace }.reversed())
    }
}
