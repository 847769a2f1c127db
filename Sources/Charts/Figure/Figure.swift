/// A number as it is shown, and where it stands in a drawing.
///
/// The position is read from the digits themselves, so that a label and its mark cannot say different things. It is
/// binary and good for drawing only: nothing that decides pay comes out of this module.
package struct Figure: Sendable, Hashable {
    package let value: Double
    package let text: String

    /// Nil for whatever is no finite decimal number.
    ///
    /// - Parameters:
    ///   - digits: as the database prints a `numeric`, such as `-12.50`.
    ///   - shown: what a reader sees, with a unit for instance; the digits themselves without it.
    package init?(_ digits: String, shown: String? = nil) {
        guard Figure.isDecimal(digits), let value = Double(digits), value.isFinite else { return nil }
        self.value = value
        text = (shown ?? digits).plain.withMinus
    }

    package init(_ count: Int) {
        value = Double(count)
        text = "\(count)"
    }

    private static func isDecimal(_ digits: String) -> Bool {
        var (hasPoint, endsInDigit) = (false, false)
        for (place, byte) in digits.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): endsInDigit = true
            case UInt8(ascii: "-") where place == 0: break
            case UInt8(ascii: ".") where endsInDigit && !hasPoint: (hasPoint, endsInDigit) = (true, false)
            default: return false
            }
        }
        return endsInDigit
    }
}
