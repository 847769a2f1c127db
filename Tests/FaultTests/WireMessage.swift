/// One message of PostgreSQL's protocol, from either side.
struct WireMessage: Sendable, Equatable {
    /// The letter that says what it is; nil for the first message of a client.
    let type: Character?
    /// All of it, type and length included.
    let bytes: [UInt8]

    /// What can be read of it, such as the text of a statement.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Cuts a stream of bytes into messages, however it arrives.
struct WireSplitter {
    enum Side: Sendable {
        case client
        case server
    }

    /// The protocol version that a start-up message names; what has another number there is followed by more of its kind.
    private static let startup: UInt32 = 196_608

    private var hasStarted: Bool
    private var rest: [UInt8] = []

    init(_ side: Side) {
        hasStarted = side == .server
    }

    /// The messages that are complete with these bytes.
    ///
    /// Encryption is never asked for over a unix socket, so its one-byte answer is not known here.
    mutating func add(_ bytes: some Sequence<UInt8>) -> [WireMessage] {
        rest += bytes
        var messages: [WireMessage] = []
        while let message = next() { messages.append(message) }
        return messages
    }

    private mutating func next() -> WireMessage? {
        let head = hasStarted ? 1 : 0
        guard rest.count >= head + 4 else { return nil }
        let length = head + Int(number(at: head))
        guard rest.count >= length else { return nil }
        let message = WireMessage(
            type: hasStarted ? Character(UnicodeScalar(rest[0])) : nil, bytes: Array(rest[..<length]))
        if !hasStarted { hasStarted = length >= 8 && number(at: 4) == Self.startup }
        rest.removeFirst(length)
        return message
    }

    private func number(at offset: Int) -> UInt32 {
        rest[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
