import Reports

/// What people wrote, which may be longer than a page has room for.
package struct LongText: Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// As much of it as takes so many bytes of markup.
    package func beginning(_ bytes: Int) -> String {
        guard isLonger(than: bytes) else { return text }
        let first = Self.piece(of: text.unicodeScalars[...], bytes)
        return first.endIndex == text.endIndex ? text : "\(String(first))…"
    }

    package func isLonger(than bytes: Int) -> Bool {
        // Most are short enough even if all of them were marks, which take six bytes at most.
        text.utf8.count > bytes / 6 && Self.piece(of: text.unicodeScalars[...], bytes).endIndex != text.endIndex
    }

    /// As much as a page has room for each, in order; never none.
    package var pieces: [String] {
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        repeat {
            let piece = Self.piece(of: rest, Self.most)
            pieces.append(String(piece))
            rest = rest[piece.endIndex...]
        } while !rest.isEmpty
        return pieces
    }

    /// Bytes of markup that a page has room for beside what else it shows.
    private static let most = 30_000

    private static func piece(
        of text: Substring.UnicodeScalarView, _ bytes: Int
    ) -> Substring.UnicodeScalarView {
        var (left, end) = (bytes, text.startIndex)
        while end < text.endIndex {
            left -= size(of: text[end])
            // One is taken in any case, so that there is an end.
            if left < 0, end > text.startIndex { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    private static func size(of scalar: Unicode.Scalar) -> Int {
        scalar.isASCII ? String(scalar).inHTML.utf8.count : UTF8.width(scalar)
    }
}
