extension String {
    /// As text or as an attribute's value: escaped, and without what XML does not allow.
    var markup: String {
        // Nearly all texts are plain; looking at bytes first is several times as fast.
        guard utf8.contains(where: { $0.isSuspect || $0.isMarkup }) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars where !scalar.isDropped {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A number with the sign that is a minus, and no hyphen.
    package var withMinus: String { hasPrefix("-") ? "−\(dropFirst())" : self }

    /// Without what a line of text cannot show, and without marks of direction.
    ///
    /// Ends of lines and tabs become blanks.
    var plain: String {
        guard utf8.contains(where: \.isSuspect), unicodeScalars.contains(where: { $0.isDropped || $0.isIsolate }) else {
            return self
        }
        var kept = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: kept.append(" ")
            default: if !scalar.isDropped && !scalar.isIsolate { kept.append(scalar) }
            }
        }
        return String(kept)
    }

    /// What a person wrote, within a sentence: text from right to left does not carry the rest with it.
    var isolated: String {
        let text = plain
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return text.unicodeScalars.contains(where: \.isFromTheRight) ? "\u{2068}\(text)\u{2069}" : text
    }
}

extension UInt8 {
    /// Whether a byte may belong to what is dropped: a control, or the first of U+0080, U+0600, U+2000, U+F000.
    fileprivate var isSuspect: Bool {
        switch self {
        case 0x00...0x1F, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
        default: false
        }
    }

    fileprivate var isMarkup: Bool {
        switch self {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Control characters, what XML does not allow, and marks that turn the text behind them round.
    fileprivate var isDropped: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// Balanced where this module writes them; nobody knows that of what a person wrote.
    fileprivate var isIsolate: Bool { (0x2066...0x2069).contains(value) }

    fileprivate var isFromTheRight: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
