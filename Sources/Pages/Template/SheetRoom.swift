/// How many lines a sheet of A4 still has room for, as it is printed.
///
/// It is an estimate by wide letters: fonts are the reader's. The style sheet cuts what goes beyond all the same.
struct SheetRoom {
    private(set) var lines: Double
    /// Whether anything has no room.
    var isCut = false

    init(lines: Double) {
        self.lines = lines
    }

    mutating func take(_ lines: Double) { self.lines -= lines }

    /// As much of a text as has room, where that is not all of it; it takes a part of the lines at most.
    ///
    /// - Parameter part: of the lines that are left.
    mutating func cut(_ text: String, toPart part: Double) -> String? {
        let most = max((lines * part).rounded(.down), 1)
        let beginning = Self.beginning(of: text, lines: most)
        take(Self.count(beginning) + Self.aroundText)
        guard beginning != text else { return nil }
        isCut = true
        return "\(beginning)…"
    }

    /// What stands beneath a text, and what is left free between texts.
    private static let aroundText = 2.0

    /// Em in a line.
    private static let width = 52.0

    static func count(_ text: String) -> Double {
        var (lines, used) = (1.0, 0.0)
        for scalar in text.unicodeScalars { advance(by: scalar, &lines, &used) }
        return lines
    }

    private static func beginning(of text: String, lines most: Double) -> String {
        var (lines, used) = (1.0, 0.0)
        let scalars = text.unicodeScalars
        for place in scalars.indices {
            advance(by: scalars[place], &lines, &used)
            if lines > most { return String(scalars[..<place]) }
        }
        return text
    }

    private static func advance(by scalar: Unicode.Scalar, _ lines: inout Double, _ used: inout Double) {
        let wide =
            switch scalar {
            case "\n", "\u{2028}", "\u{2029}": width + 1
            case "a"..."z", "0"..."9", " "..."/": 0.6
            default: scalar.isASCII ? 0.9 : 1
            }
        used += wide
        guard used > width else { return }
        lines += 1
        used = wide > width ? 0 : wide
    }
}
