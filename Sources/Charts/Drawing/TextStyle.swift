/// How a label is written; the style sheet says the same by the class of the same size.
enum TextStyle: Sendable {
    /// A name.
    case plain
    /// What only explains: ticks, units, names of lines.
    case quiet
    /// The figure that the chart is about.
    case strong

    /// In pixels.
    var size: Double {
        switch self {
        case .plain: 12
        case .quiet: 11
        case .strong: 13
        }
    }

    var name: String {
        switch self {
        case .plain: ""
        case .quiet: "q"
        case .strong: "b"
        }
    }

    /// How wide a text is at most, in pixels.
    ///
    /// Which font a reader has is not known, so this is a wide one's measure.
    func width(of text: String) -> Double {
        var ems = 0.0
        for scalar in text.unicodeScalars { ems += scalar.ems }
        return ems * size * (self == .strong ? 1.08 : 1)
    }

    /// As much of a text as fits, with an ellipsis for the rest.
    ///
    /// The end stays as well as the beginning: many names, of departments for instance, differ only there.
    func fitted(_ text: String, to room: Double) -> String {
        guard width(of: text) > room else { return text }
        let room = room - width(of: "…")
        var end = text.endIndex
        var used = 0.0
        while end > text.startIndex {
            let before = text.index(before: end)
            let next = used + width(of: String(text[before]))
            guard next <= room * 0.45 else { break }
            (end, used) = (before, next)
        }
        var start = text.startIndex
        while start < end {
            used += width(of: String(text[start]))
            guard used <= room else { break }
            start = text.index(after: start)
        }
        var (head, tail) = (text[..<start], text[end...])
        while head.last == " " { head.removeLast() }
        while tail.first == " " { tail.removeFirst() }
        return "\(head)…\(tail)"
    }

    /// In lines, broken between words, and anywhere in Chinese; with an ellipsis for what the last one does not hold.
    func wrapped(_ text: String, to room: Double, lines most: Int = 2) -> [String] {
        guard most > 1, width(of: text) > room else { return [fitted(text, to: room)] }
        var (first, used, breaking) = ("", 0.0, "")
        for character in text {
            used += width(of: String(character))
            // A blank at the end of a line takes no room.
            guard used <= room || character == " " else { break }
            if character == " " { breaking = first }
            first.append(character)
            if character.isWide { breaking = first }
        }
        if breaking.isEmpty { return [fitted(text, to: room)] }
        let rest = text.dropFirst(breaking.count).drop { $0 == " " }
        return [breaking] + wrapped(String(rest), to: room, lines: most - 1)
    }
}

extension Character {
    fileprivate var isWide: Bool { unicodeScalars.first?.isWide ?? false }
}

extension Unicode.Scalar {
    /// As wide as high: Chinese, Japanese, Korean and full-width forms (Unicode Standard Annex 11), and pictures.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    fileprivate var ems: Double {
        if isASCII { return value < 0x20 ? 0 : Unicode.Scalar.latin[Int(value) - 0x20] }
        if isWide { return 1 }
        switch value {
        case 0x2212: return 0.84
        case 0x2014, 0x2026, 0x2190...0x21FF, 0x2200...0x22FF, 0x25A0...0x25FF: return 1
        case 0x2013: return 0.5
        case 0x00B7: return 0.32
        case 0x2066...0x2069, 0x200D, 0xFE00...0xFE0F: return 0
        default: break
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return 0.75
        }
    }

    /// Widths of U+0020 to U+007F in DejaVu Sans, which is wider than what most readers have.
    private static let latin: [Double] = [
        0.32, 0.40, 0.46, 0.84, 0.64, 0.95, 0.78, 0.28, 0.39, 0.39, 0.50, 0.84, 0.32, 0.36, 0.32, 0.34,
        0.64, 0.64, 0.64, 0.64, 0.64, 0.64, 0.64, 0.64, 0.64, 0.64, 0.34, 0.34, 0.84, 0.84, 0.84, 0.53,
        1.00, 0.68, 0.69, 0.70, 0.77, 0.63, 0.58, 0.77, 0.75, 0.30, 0.30, 0.66, 0.56, 0.86, 0.75, 0.79,
        0.60, 0.79, 0.69, 0.63, 0.61, 0.73, 0.68, 0.99, 0.69, 0.61, 0.69, 0.39, 0.34, 0.39, 0.84, 0.50,
        0.50, 0.61, 0.63, 0.55, 0.63, 0.62, 0.35, 0.63, 0.63, 0.28, 0.28, 0.58, 0.28, 0.97, 0.63, 0.61,
        0.63, 0.63, 0.41, 0.52, 0.39, 0.63, 0.59, 0.82, 0.59, 0.59, 0.52, 0.64, 0.34, 0.64, 0.84, 0.00,
    ]
}
