extension String {
    /// As it stands in HTML, in a text or in an attribute: escaped, and without what has no place in a document.
    ///
    /// Scalar by scalar: with an accent behind it a quote is another Character, and still a quote to a browser.
    package var inHTML: String {
        // Nearly all texts are plain; looking at bytes first is several times as fast.
        guard utf8.contains(where: \.mayBeMarkup) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "&": text += "&amp;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\n", "\t": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": break
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension UInt8 {
    /// Whether it is a sign of markup, or belongs to a control character: one itself, or the first of U+0080.
    fileprivate var mayBeMarkup: Bool {
        switch self {
        case 0x00...0x1F, 0x7F, 0xC2, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }
}
