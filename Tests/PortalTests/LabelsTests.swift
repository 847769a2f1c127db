import Foundation
import Support
import Testing

@testable import Portal

/// Every word of a template is there, in both languages.
@Suite struct LabelsTests {
    private static let templates = Repository.file("Sources/Portal/Templates")

    @Test func everyWordOfATemplateIsThere() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.templates.path())
        #expect(files.count > 5)
        for file in files {
            let text = try String(contentsOf: Self.templates.appending(path: file), encoding: .utf8)
            for word in text.matches(of: /\{\{frame\.t\.(\w+)\}\}/) {
                #expect(Labels.all[String(word.output.1)] != nil, "\(file): \(word.output.1)")
            }
            // Texts go through the one place that escapes them; a page's body and a chart have been there before.
            let escaped = ["Layout.mustache": ["{{{body}}}"], "Listing.mustache": ["{{{drawing}}}"]]
            #expect(text.matches(of: /\{\{\{.*?\}\}\}/).map { String($0.output) } == escaped[file] ?? [], "\(file)")
            #expect(!text.contains(" style=") && !text.contains("{{&"), "\(file)")
            // One file of ours, and nothing in the page itself.
            #expect(
                text.components(separatedBy: "<script").dropFirst().allSatisfy {
                    $0.hasPrefix(" src=\"/merit.js\" defer></script>")
                },
                "\(file)")
        }
    }

    @Test func everyWordIsInBothLanguages() {
        for (key, word) in Labels.all where key != "otherLanguage" {
            #expect(word.zh.contains { $0 > "\u{2E80}" }, "\(key)")
            #expect(!word.en.contains { $0 > "\u{2E80}" }, "\(key)")
        }
    }
}
