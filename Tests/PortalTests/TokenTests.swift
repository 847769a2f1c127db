import Foundation
import Testing

@testable import Portal

/// Secrets, paths, addresses and fields, without a server.
@Suite struct TokenTests {
    @Test func tokensAreLongAndTellNothingOfEachOther() {
        let tokens = (0..<1000).map { _ in Token().text }
        #expect(Set(tokens).count == 1000)
        #expect(tokens.allSatisfy { $0.utf8.count == 43 && Token($0) != nil })
        let token = Token()
        #expect(token.derived(for: "a") != token.derived(for: "b"))
        #expect(token.derived(for: "a") == token.derived(for: "a"))
        #expect(Set([token.text, token.hash, token.derived(for: "a")]).count == 3)
    }

    @Test(arguments: [
        "", "a", String(repeating: "a", count: 39), String(repeating: "a", count: 65),
        String(repeating: "ä", count: 43), String(repeating: "a", count: 42) + "=",
    ])
    func whatIsNoTokenIsNone(text: String) {
        #expect(Token(text) == nil)
    }

    /// The value that RFC 7636, appendix B, gives.
    @Test func hashesAreSHA256() {
        #expect(Token.hash(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Data([0xFB, 0xFF, 0xFE]).base64URL == "-__-")
        #expect(Data(base64URL: "-__-") == Data([0xFB, 0xFF, 0xFE]))
        for text in ["+//+", "-__-=", "-__ ", "-"] { #expect(Data(base64URL: text) == nil) }
    }

    @Test(arguments: [
        ("/", "/"), ("/month/2020-10?x=1", "/month/2020-10?x=1"), ("//a", "/"), ("/\\a", "/"), ("a", "/"),
        ("https://a", "/"),
        ("/a\u{0}", "/"), ("/\u{9}/a", "/"), ("/ä", "/"), ("/a b", "/"), ("/sign-in", "/"), ("/sign-in?to=x", "/"),
        ("/link/abc", "/"),
        ("/linked", "/linked"), ("", "/"),
    ])
    func onlyPathsOfOursAreReturnedTo(text: String, path: String) {
        #expect(ReturnPath(text).text == path)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.200.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.5", "10.0.0.5", true),
        ("10.0.0.5", "10.0.0.50", false),
        ("10.0.0.5", "::ffff:10.0.0.5", true), ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false),
        ("::/0", "1.2.3.4", false),
        ("127.0.0.1", "127.0.0.1%lo", true), ("192.168.1.128/25", "192.168.1.127", false),
        ("192.168.1.128/25", "192.168.1.200", true),
    ])
    func rangesHoldTheirAddresses(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isInside)
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "localhost", "10.0.0.5,", "a,10.0.0.5",
    ])
    func whatIsNoRangeIsNone(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test(arguments: [
        ("https://merit.example.com", "https://merit.example.com"),
        ("https://Merit.example.com:443/", "https://merit.example.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("https://a:8443", "https://a:8443"),
        ("merit.example.com", nil), ("ftp://a", nil),
        ("https://a/b", nil), ("https://u@a", nil), ("https://a?x", nil), ("https://", nil),
    ])
    func originsAreAsBrowsersNameThem(text: String, origin: String?) {
        #expect(PortalOrigin(text)?.description == origin)
    }

    @Test func formsAreReadAsBrowsersSendThem() throws {
        let form = try FormData(parsing: "a=1&b=x+y%0D%0Az&c=%E4%B8%AD&a=2&d&=e")
        #expect(form.all("a") == ["1", "2"])
        #expect(form["b"] == "x y\nz")
        #expect(form["c"] == "中")
        #expect(form["d"]?.isEmpty == true)
        #expect(form.text("d") == nil)
        #expect(try FormData(json: #require(form.json))?.said == form.said)
        for body in ["a=%", "a=%zz", "a=%00", "a=%C3"] {
            #expect(throws: FormData.Unreadable.self) { try FormData(parsing: body) }
        }
    }
}
