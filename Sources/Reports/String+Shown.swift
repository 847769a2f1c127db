/// Texts that people wrote, as others may see them without being misled: nothing in them moves a cursor, ends a line or turns a line round.
extension String {
    /// With escapes for whatever is no text; lines stay lines.
    package var shown: String { escaped { $0 != "\n" && $0 != "\t" } }

    /// With escapes for whatever is no text, ends of lines too.
    package var shownInLine: String { escaped { _ in true } }

    private func escaped(where isEscaped: (Unicode.Scalar) -> Bool) -> String {
        // Nearly all texts are plain, and bytes tell that several times as fast.
        guard utf8.contains(where: \.mayMislead) else { return self }
        // Scalar by scalar: a carriage return before a newline is one Character.
        guard unicodeScalars.contains(where: { $0.misleads && isEscaped($0) }) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.misleads && isEscaped(scalar) {
                text += scalar.escape
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension UInt8 {
    /// Whether a byte may belong to what misleads: a control, or the first of U+0080, U+0600, U+2000.
    fileprivate var mayMislead: Bool {
        switch self {
        case 0x00...0x1F, 0x7F, 0xC2, 0xD8, 0xE2: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Control characters, ends of lines and paragraphs, and marks of direction.
    package var misleads: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    fileprivate var escape: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(value, radix: 16))}"
        }
    }
}
