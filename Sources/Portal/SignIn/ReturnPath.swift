import Pages

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
    var query: String { text.inAddress }
}
