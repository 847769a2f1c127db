import ArgumentParser
import Foundation
import Support
import Testing

@testable import merit

/// What the documents say of files, modules and verbs is so.
@Suite struct ArchitectureTests {
    private let document: String
    private let package: String

    init() throws {
        document = try String(contentsOf: Repository.file("docs/architecture.md"), encoding: .utf8)
        package = try String(contentsOf: Repository.file("Package.swift"), encoding: .utf8)
    }

    /// README and what it leads to.
    private static let documents =
        ["README.md", "CONTRIBUTING.md"]
        + ((try? FileManager.default.subpathsOfDirectory(atPath: Repository.file("docs").path())) ?? []).sorted()
        .filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }

    @Test(arguments: documents) func everyFileThatIsNamedExists(by name: String) throws {
        let text = try String(contentsOf: Repository.file(name), encoding: .utf8)
        let named = text.matches(
            of: /`((?:Sources|SQL|Tests|Templates|Operations|Benchmarks|scripts)\/[A-Za-z0-9_+.\/-]+)`/
        ).map {
            String($0.output.1)
        }
        #expect(!named.isEmpty || !["README.md", "docs/architecture.md"].contains(name))
        for path in named where !FileManager.default.fileExists(atPath: Repository.file(path).path()) {
            Issue.record("\(name) names \(path), which is not there")
        }
    }

    @Test(arguments: documents) func everyLinkLeadsSomewhere(from name: String) throws {
        let folder = Repository.file(name).deletingLastPathComponent()
        let text = try String(contentsOf: Repository.file(name), encoding: .utf8)
        for link in text.matches(of: /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/) {
            let path = String(link.output.1)
            let target = path.isEmpty ? Repository.file(name) : folder.appending(path: path).standardizedFileURL
            guard FileManager.default.fileExists(atPath: target.path()) else {
                Issue.record("\(name) links to \(path), which is not there")
                continue
            }
            guard let anchor = link.output.2 else { continue }
            let headings = try String(contentsOf: target, encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("#") }.map { Self.anchor($0.drop { $0 == "#" }.dropFirst()) }
            #expect(
                headings.contains(String(anchor)), "\(name) links to a heading \(anchor) of \(target.lastPathComponent)"
            )
        }
    }

    /// As the pages that show Markdown make it.
    private static func anchor(_ heading: Substring) -> String {
        heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            .replacing(" ", with: "-")
    }

    /// `merit VERB`, `merit VERB SUBVERB` and `merit VERB SUBVERB|SUBVERB`, in code.
    @Test(arguments: documents) func everyVerbThatIsNamedIsThere(by name: String) throws {
        let text = try String(contentsOf: Repository.file(name), encoding: .utf8)
        let code = text.matches(of: /```(?:sh|)\n((?:.|\n)*?)```|`([^`\n]+)`/).map { $0.output.1 ?? $0.output.2 ?? "" }
        for use in code.flatMap({ $0.matches(of: /(?:^|[\s"])merit ([a-z]+)(?: ([a-z]+(?:\|[a-z]+)*)(?=[\s`]|$))?/) }) {
            guard let verb = Merit.verbs[String(use.output.1)] else {
                Issue.record("\(name): there is no \(use.output.0)")
                continue
            }
            guard !verb.isEmpty, let subverbs = use.output.2 else { continue }
            for subverb in subverbs.split(separator: "|") {
                #expect(verb.contains(String(subverb)), "\(name): there is no \(use.output.0)")
            }
        }
    }

    @Test func theArrowsAreThoseOfThePackage() throws {
        let diagram = try #require(document.firstMatch(of: /flowchart TD\n((?:.|\n)*?)```/)).output.1
        let drawn = diagram.matches(of: /([A-Za-z]+) --> ([A-Za-z &]+)/).flatMap { match in
            match.output.2.split(separator: " & ").map { "\(match.output.1) -> \($0)" }
        }
        #expect(Set(drawn) == Set(try arrows()))
        #expect(drawn.count == Set(drawn).count)
    }

    /// Between our own modules, without those of the tests.
    private func arrows() throws -> [String] {
        let product = try #require(package.components(separatedBy: "path: \"Tests/Support\"").first)
        let targets = product.split(separator: /\.(?:target|executableTarget)\(/).dropFirst()
        return targets.flatMap { target -> [String] in
            guard let name = target.firstMatch(of: /name: "([A-Za-z]+)"/)?.output.1, name != "Support",
                let list = target.firstMatch(of: /dependencies: \[((?:.|\n)*?)\]/)?.output.1
            else { return [] }
            return list.matches(of: /"([A-Za-z]+)"/).map { "\(name) -> \($0.output.1)" }
        }
    }
}

extension Merit {
    /// Verbs, each with what can stand behind it.
    fileprivate static var verbs: [String: Set<String>] {
        var verbs: [String: Set<String>] = [:]
        for verb in configuration.subcommands {
            verbs[verb._commandName] = Set(verb.configuration.subcommands.map { $0._commandName })
        }
        return verbs
    }
}
