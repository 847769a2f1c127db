/// Where somebody goes after signing in: a path of the portal's own, and nothing else.
struct ReturnPath: Sendable, Equatable {
    static let home = ReturnPath(checked: "/")

    let text: String

    private init(checked text: String) {
        self.text = text
    }

    /// The start page, where a text is no path of ours: a browser takes `//host`, `/\host` and what has a tab in it for another host.
    init(_ text: String?) {
        guard let text, text.utf8.count <= 1000, text.utf8.first == UInt8(ascii: "/"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            text.utf8.dropFirst().first != UInt8(ascii: "/"),
            !["/sign-in", "/sign-out", "/link"].contains(where: {
                text == $0 || text.hasPrefix($0 + "/") || text.hasPrefix($0 + "?")
            })
        else {
            self = .home
            return
        }
        self.text = text
    }

    /// As the value of a query.
    var query: String { text.addingFormEncoding }
}

extension String {
    /// With everything escaped that means something in an address or a form.
    var addingFormEncoding: String {
        let digits = Array("0123456789ABCDEF")
        return utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded.append("%")
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
    }
}
