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

    private static let headerSize = 8
    private static let negative: UInt16 = 0x4000

    /// Nil where the bytes are no `numeric`.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> Value? {
        var reader = ByteReader(bytes)
        guard let count = reader.number(UInt16.self), let weight = reader.number(Int16.self),
            let sign = reader.number(UInt16.self), let displayScale = reader.number(UInt16.self)
        else { return nil }
        switch sign {
        case 0, negative: break
        case 0xC000: return .special("NaN")
        case 0xD000: return .special("Infinity")
        case 0xF000: return .special("-Infinity")
        default: return nil
        }
        // Digits of the base cover four places each; what the server shows may end between them.
        let places = (Int(count) - 1 - Int(weight)) * 4
        let shift = Int(displayScale) - places
        if count <= 4, let small = small(&reader, count: Int(count), shift: shift) {
            guard reader.isAtEnd else { return nil }
            let mantissa = Whole(sign == negative ? -small : small)
            return .finite(BigDecimal(mantissa: mantissa, scale: Int(displayScale)))
        }
        reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[headerSize...]))
        guard let magnitude = magnitude(&reader, count: Int(count)), reader.isAtEnd
        else { return nil }
        let mantissa = shift >= 0 ? magnitude * .powerOfTen(shift) : magnitude / .powerOfTen(-shift)
        return .finite(BigDecimal(mantissa: sign == negative ? -mantissa : mantissa, scale: Int(displayScale)))
    }

    /// Appends the value with all its digits.
    ///
    /// One that is too large for `numeric` is left empty, which the server refuses.
    static func encode(_ value: BigDecimal, into buffer: inout [UInt8]) {
        if encodeSmall(value, into: &buffer) { return }
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

    /// Digits moved by `shift` places, where all of it fits a machine's number: most do, and large numbers cost ten times as much.
    private static func small(_ reader: inout ByteReader, count: Int, shift: Int) -> Int? {
        var digits = 0
        for _ in 0..<count {
            guard let digit = reader.number(UInt16.self), digit < 10_000 else { return nil }
            digits = digits * 10_000 + Int(digit)
        }
        guard abs(shift) < powersOfTen.count else { return nil }
        if shift < 0 { return digits / powersOfTen[-shift] }
        let (moved, isTooLarge) = digits.multipliedReportingOverflow(by: powersOfTen[shift])
        return isTooLarge ? nil : moved
    }

    private static let powersOfTen: [Int] = (0...18).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// Appends a value whose digits fit a machine's number.
    ///
    /// - Returns: false, and nothing is appended, for others.
    private static func encodeSmall(_ value: BigDecimal, into buffer: inout [UInt8]) -> Bool {
        guard let scale = Int16(exactly: value.scale).map(UInt16.init),
            let digits = value.mantissa.int.map({ UInt64($0.magnitude) })
        else { return false }
        let (padded, isTooLarge) = digits.multipliedReportingOverflow(
            by: UInt64(powersOfTen[(4 - value.scale % 4) % 4]))
        if isTooLarge { return false }
        var rest = padded
        var dropped = 0
        while rest != 0, rest % 10_000 == 0 {
            rest /= 10_000
            dropped += 1
        }
        var count = 0
        var base: UInt64 = 1
        while base <= rest {
            count += 1
            let (next, isLast) = base.multipliedReportingOverflow(by: 10_000)
            if isLast { break }
            base = next
        }
        let weight = count == 0 ? 0 : Int16(count - 1 + dropped - (value.scale + 3) / 4)
        // The four numbers of the head as one.
        let front = UInt64(count) << 48 | UInt64(UInt16(bitPattern: weight)) << 32
        buffer.append(bigEndian: front | UInt64(value.signum < 0 ? negative : 0) << 16 | UInt64(scale))
        for place in stride(from: (count - 1) * 4, through: 0, by: -4) {
            buffer.append(bigEndian: UInt16(rest / UInt64(powersOfTen[place]) % 10_000))
        }
        return true
    }

    /// All digits as one whole number, four at a time to spare multiplications of large numbers.
    private static func magnitude(_ reader: inout ByteReader, count: Int) -> Whole? {
        var result: Whole = 0
        var chunk: UInt64 = 0
        var factor: UInt64 = 1
        for index in 1...max(1, count) where count > 0 {
            guard let digit = reader.number(UInt16.self), digit < 10_000 else { return nil }
            chunk = chunk * 10_000 + UInt64(digit)
            factor *= 10_000
            if index % 4 == 0 || index == count {
                result = result * Whole(factor) + Whole(chunk)
                (chunk, factor) = (0, 1)
            }
        }
        return result
    }

    /// Digits to the base 10000 so that the point falls between two of them.
    private static func baseDigits(_ value: BigDecimal) -> [UInt16] {
        let behind = String(repeating: "0", count: (4 - value.scale % 4) % 4)
        let text = value.mantissa.magnitude.description + behind
        let inFront = String(repeating: "0", count: (4 - text.utf8.count % 4) % 4)
        let decimal = Array((inFront + text).utf8)
        return stride(from: 0, to: decimal.count, by: 4).map { start in
            decimal[start..<start + 4].reduce(0) { $0 * 10 + UInt16($1 - UInt8(ascii: "0")) }
        }
    }
}
