/// Numbers as people write them.
package enum NumberText {
    /// In the form that the server takes: digits, a point, a sign before them.
    ///
    /// `1,234,567.5` and `1.234.567,5` are read, and `4,5`; `1,234` alone may be either, and is refused unless `mark` says.
    package static func digits(of text: String, mark: CellReader.DecimalMark?) throws(ImportFlaw.Reason) -> String {
        var rest = text[...]
        let sign = rest.first == "-" || rest.first == "−" ? "-" : ""
        if !sign.isEmpty || rest.first == "+" { rest.removeFirst() }
        let points = rest.count { $0 == "." }
        let commas = rest.count { $0 == "," }
        let decimal: Character
        switch (points, commas) {
        case (0...1, 0): decimal = mark == .comma && points == 1 ? "," : "."
        case (0, 1):
            if let mark {
                decimal = mark == .comma ? "," : "."
            } else if isGroup(rest.split(separator: ",", omittingEmptySubsequences: false)) {
                throw .ambiguousNumber
            } else {
                decimal = ","
            }
        case (_, 0): decimal = ","
        case (0, _): decimal = "."
        default:
            guard let point = rest.lastIndex(of: "."), let comma = rest.lastIndex(of: ",") else { throw .number }
            decimal = point > comma ? "." : ","
        }
        if let mark, points + commas > 0, decimal != (mark == .comma ? "," : ".") { throw .number }
        let parts = rest.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { throw .number }
        let groups = parts[0].split(
            whereSeparator: { $0 == (decimal == "." ? "," : ".") || $0 == " " || $0 == "\u{202F}" },
            omittingEmpty: false)
        guard groups.count == 1 || isGroup(groups) else { throw .number }
        let whole = groups.joined()
        let fraction = parts.count == 2 ? parts[1] : ""
        guard !(whole + fraction).isEmpty, (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .number
        }
        return "\(sign)\(whole.isEmpty ? "0" : whole)\(fraction.isEmpty ? "" : ".\(fraction)")"
    }

    /// One to three digits, then three each.
    private static func isGroup(_ parts: [Substring]) -> Bool {
        (1...3).contains(parts[0].count) && parts.dropFirst().allSatisfy { $0.count == 3 }
    }
}

extension Substring {
    fileprivate func split(whereSeparator isSeparator: (Character) -> Bool, omittingEmpty: Bool) -> [Substring] {
        split(omittingEmptySubsequences: omittingEmpty, whereSeparator: isSeparator)
    }
}
