import BigInt
import Exact

/// The binary form of `numeric`: digits to the base 10000, where the first stands, sign, digits behind the point.
///
/// Source: `numeric_send` and `numeric_recv` in PostgreSQL's `src/backend/utils/adt/numeric.c`.
enum NumericFormat {
    enum Value {
        case finite(BigDecimal)
        /// NaN and the infinities, which no decimal number is.
        case special(String)
    }

    private static let negative: UInt16 = 0x4000
    private static let specials: [UInt16: String] = [0xC000: "NaN", 0xD000: "Infinity", 0xF000: "-Infinity"]

    /// Nil where the bytes are no `numeric`.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> Value? {
        var reader = ByteReader(bytes)
        guard let count = reader.number(UInt16.self), let weight = reader.number(Int16.self),
            let sign = reader.number(UInt16.self), let displayScale = reader.number(UInt16.self)
        else { return nil }
        if let special = specials[sign] { return .special(special) }
        guard sign == 0 || sign == negative, let magnitude = magnitude(&reader, count: Int(count)), reader.isAtEnd
        else { return nil }
        // Digits of the base cover four places each; what the server shows may end between them.
        let places = (Int(count) - 1 - Int(weight)) * 4
        let shift = Int(displayScale) - places
        let mantissa = shift >= 0 ? magnitude * BigInt(10).power(shift) : magnitude / BigInt(10).power(-shift)
        return .finite(BigDecimal(mantissa: sign == negative ? -mantissa : mantissa, scale: Int(displayScale)))
    }

    /// Appends the value with all its digits.
    ///
    /// One that is too large for `numeric` is left empty, which the server refuses.
    static func encode(_ value: BigDecimal, into buffer: inout [UInt8]) {
        let digits = baseDigits(value)
        let first = digits.firstIndex { $0 != 0 } ?? digits.count
        let significant = digits[first...].reversed().drop { $0 == 0 }.reversed()
        let weight = significant.isEmpty ? 0 : digits.count - (value.scale + 3) / 4 - 1 - first
        guard let count = Int16(exactly: significant.count), let weight = Int16(exactly: weight),
            let scale = Int16(exactly: value.scale)
        else { return }
        buffer.append(bigEndian: count)
        buffer.append(bigEndian: weight)
        buffer.append(bigEndian: value.signum < 0 ? negative : 0)
        buffer.append(bigEndian: scale)
        for digit in significant { buffer.append(bigEndian: digit) }
    }

    /// All digits as one whole number, four at a time to spare multiplications of large numbers.
    private static func magnitude(_ reader: inout ByteReader, count: Int) -> BigInt? {
        var result = BigInt(0)
        var chunk: UInt64 = 0
        var factor: UInt64 = 1
        for index in 1...max(1, count) where count > 0 {
            guard let digit = reader.number(UInt16.self), digit < 10_000 else { return nil }
            chunk = chunk * 10_000 + UInt64(digit)
            factor *= 10_000
            if index % 4 == 0 || index == count {
                result = result * BigInt(factor) + BigInt(chunk)
                (chunk, factor) = (0, 1)
            }
        }
        return result
    }

    /// Digits to the base 10000 so that the point falls between two of them.
    private static func baseDigits(_ value: BigDecimal) -> [UInt16] {
        let behind = String(repeating: "0", count: (4 - value.scale % 4) % 4)
        let text = String(value.mantissa.magnitude, radix: 10) + behind
        let inFront = String(repeating: "0", count: (4 - text.utf8.count % 4) % 4)
        let decimal = Array((inFront + text).utf8)
        return stride(from: 0, to: decimal.count, by: 4).map { start in
            decimal[start..<start + 4].reduce(0) { $0 * 10 + UInt16($1 - UInt8(ascii: "0")) }
        }
    }
}
