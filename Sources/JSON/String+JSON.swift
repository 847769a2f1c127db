package import Exact

extension String {
    /// The text as JSON writes it.
    package var jsonQuoted: String {
        // Most need no escapes, and are taken whole: tasks are made of many of them.
        let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        return isPlain ? "\"\(self)\"" : "\"\(unicodeScalars.map(\.jsonEscaped).joined())\""
    }
}

extension Unicode.Scalar {
    fileprivate var jsonEscaped: String {
        switch self {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case _ where value < 0x20: "\\u00" + (value < 0x10 ? "0" : "") + String(value, radix: 16)
        default: String(self)
        }
    }
}

extension BigDecimal {
    /// The number as JSON writes it.
    package var json: String { description }
}

extension Sequence<String> {
    /// Values that are JSON, as a list.
    package var jsonList: String { "[\(joined(separator: ", "))]" }

    /// Texts, as a list.
    package var jsonTexts: String { map(\.jsonQuoted).jsonList }
}
