extension String {
    /// With ASCII's letters, digits and marks in place of their full-width forms.
    package var halfWidth: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: text.append(Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21)))
            case 0x3000, 0xA0: text.append(" ")
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
