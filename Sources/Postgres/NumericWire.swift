import BigInt
import Exact

/// The binary format of `numeric`: groups of four decimal digits, the weight of the first, the sign, the digits to show.
enum NumericWire {
    private static let positive: UInt16 = 0x0000
    private static let negative: UInt16 = 0x4000

    static func append(_ value: BigDecimal, to buffer: inout [UInt8]) {
        let padding = (4 - value.scale % 4) % 4
        let fractionGroups = (value.scale + padding) / 4
        var groups = groups(of: value.mantissa.magnitude * (pad(padding)))
        var weight = groups.count - fractionGroups - 1
        while groups.last == 0 { groups.removeLast() }
        let leading = groups.prefix { $0 == 0 }.count
        groups.removeFirst(leading)
        weight -= leading
        Wire.append(UInt16(groups.count), to: &buffer)
        Wire.append(Int16(groups.isEmpty ? 0 : weight), to: &buffer)
        Wire.append(value.signum < 0 ? negative : positive, to: &buffer)
        Wire.append(UInt16(value.scale), to: &buffer)
        for group in groups { Wire.append(group, to: &buffer) }
    }

    /// Nil for NaN, the infinities, and bytes that are no numeric.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> BigDecimal? {
        guard bytes.count >= 8 else { return nil }
        let count = Int(Wire.load(UInt16.self, from: bytes))
        let weight = Int(Wire.load(Int16.self, from: bytes, at: 2))
        let sign = Wire.load(UInt16.self, from: bytes, at: 4)
        let scale = Int(Wire.load(UInt16.self, from: bytes, at: 6))
        guard sign == positive || sign == negative, bytes.count == 8 + 2 * count else { return nil }

        // Up to four groups fit a machine word; that is nearly every number there is.
        var word: UInt64 = 0
        var whole = BigUInt(0)
        for index in 0..<count {
            let group = UInt64(Wire.load(UInt16.self, from: bytes, at: 8 + 2 * index))
            if count <= 4 { word = word * 10_000 + group } else { whole = whole * 10_000 + BigUInt(group) }
        }
        let magnitude = BigInt(count <= 4 ? BigUInt(word) : whole)
        // The last group ends 4 × (count − weight − 1) digits behind the point; the server shows `scale` of them.
        let shift = scale - 4 * (count - weight - 1)
        let mantissa = shift >= 0 ? magnitude * BigInt(10).power(shift) : magnitude / BigInt(10).power(-shift)
        return BigDecimal(mantissa: sign == negative ? -mantissa : mantissa, scale: scale)
    }

    /// Groups of four digits, the highest first.
    private static func groups(of magnitude: BigUInt) -> [UInt16] {
        var groups: [UInt16] = []
        var rest = magnitude
        while rest > UInt64.max {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10_000)
            groups.append(UInt16(remainder))
            rest = quotient
        }
        var word = UInt64(rest)
        while word > 0 {
            groups.append(UInt16(word % 10_000))
            word /= 10_000
        }
        return groups.reversed()
    }

    private static func pad(_ digits: Int) -> BigUInt {
        [1, 10, 100, 1000][digits]
    }
}
