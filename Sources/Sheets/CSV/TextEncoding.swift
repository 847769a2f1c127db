import Foundation

/// Makes UTF-8 of the bytes of a text file.
enum TextEncoding {
    /// - Returns: the text without its mark of byte order.
    static func utf8(_ bytes: Data, encoding: String?) throws(SheetError) -> Data {
        if let encoding {
            let text = try converted(bytes, from: encoding)
            return text.starts(with: mark) ? text.dropFirst(mark.count) : text
        }
        if bytes.starts(with: mark) { return try checked(bytes.dropFirst(mark.count)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try converted(bytes.dropFirst(2), from: "UTF-16LE") }
        if bytes.starts(with: [0xFE, 0xFF]) { return try converted(bytes.dropFirst(2), from: "UTF-16BE") }
        guard flaw(in: bytes) != nil else { return bytes }
        do throws(SheetError) {
            return try converted(bytes, from: "GB18030")
        } catch {
            throw SheetError(.encoding(nil), line: error.line)
        }
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func checked(_ bytes: Data) throws(SheetError) -> Data {
        if let line = flaw(in: bytes) { throw SheetError(.encoding("UTF-8"), line: line) }
        return bytes
    }

    /// The line that is no UTF-8; nil where all is.
    private static func flaw(in bytes: Data) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var line = 1
            // Line by line: no character of UTF-8 holds the byte of a line end.
            for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                guard String(validating: part, as: UTF8.self) != nil else { return line }
                line += 1
            }
            return nil
        }
    }

    private static func converted(_ bytes: Data, from encoding: String) throws(SheetError) -> Data {
        guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
            throw SheetError(.unknownEncoding(encoding))
        }
        defer { iconv_close(converter) }
        var text = Data()
        var input = bytes
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let flaw = input.withUnsafeMutableBytes { input -> Int? in
            var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            while left > 0 {
                let (status, reason, written) = piece.withUnsafeMutableBytes { piece in
                    var target = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = piece.count
                    let status = iconv(converter, &source, &left, &target, &room)
                    return (status, errno, piece.count - room)
                }
                text.append(contentsOf: piece.prefix(written))
                if status == -1 && reason != E2BIG {
                    return 1 + input.prefix(input.count - left).count { $0 == 0x0A }
                }
            }
            return nil
        }
        if let flaw { throw SheetError(.encoding(encoding), line: flaw) }
        return text
    }
}
