import Foundation
import Testing

@testable import JSON

@Suite struct JSONTests {
    @Test(arguments: [
        ("", #""""#), ("repair", #""repair""#), ("维修时效", #""维修时效""#), ("e\u{301}", "\"e\u{301}\""),
        (#"say "no""#, #""say \"no\"""#), (#"C:\temp"#, #""C:\\temp""#), ("one\ntwo\tthree", #""one\ntwo\tthree""#),
        ("\u{0}\u{1F}\u{20}\u{7F}", "\"\\u0000\\u001f\u{20}\u{7F}\""), ("中\"e\u{301}", "\"中\\\"e\u{301}\""),
    ])
    func aTextIsQuoted(_ text: String, _ expected: String) throws {
        #expect(text.jsonQuoted.utf8.elementsEqual(expected.utf8))
        let read = try JSONDecoder().decode(String.self, from: Data(text.jsonQuoted.utf8))
        #expect(read.utf8.elementsEqual(text.utf8))
    }
}
