/// What a chart is called, and in which language it speaks.
package struct Caption: Sendable {
    /// Different for each chart of a page; only letters, digits, `-` and `_` are left of it.
    package let id: String
    package let title: String
    package let language: ChartLanguage

    package init(id: String, title: String, language: ChartLanguage) {
        let kept = id.unicodeScalars.filter {
            $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || "-_".unicodeScalars.contains($0))
        }
        // An id must not begin with a digit to be named in a style sheet.
        self.id = "c-" + String(String.UnicodeScalarView(kept))
        self.title = title
        self.language = language
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
