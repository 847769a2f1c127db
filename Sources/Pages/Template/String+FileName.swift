extension String {
    /// A name for a file that any system takes, and that no other text has.
    ///
    /// Letters, digits and hyphens stay, each other byte becomes `_` with two digits. Of a very long name the end is a sum.
    var fileName: String {
        var name = ""
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in utf8 {
            // FNV-1a.
            sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII, scalar.properties.isAlphabetic || scalar == "-" || ("0"..."9").contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16)
                name += "_" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return name.utf8.count <= 160 ? name : "\(name.prefix(140))_\(String(sum, radix: 16))"
    }
}
