import Foundation
import Support
import Testing

/// What docs/architecture.md says of files and modules is so.
@Suite struct ArchitectureTests {
    private let document: String
    private let package: String

    init() throws {
        document = try String(contentsOf: Repository.file("docs/architecture.md"), encoding: .utf8)
        package = try String(contentsOf: Repository.file("Package.swift"), encoding: .utf8)
    }

    @Test(arguments: ["docs/architecture.md", "README.md", "CONTRIBUTING.md"])
    func everyFileThatIsNamedExists(by name: String) throws {
        let text = try String(contentsOf: Repository.file(name), encoding: .utf8)
        let named = text.matches(
            of: /`((?:Sources|SQL|Tests|Templates|Operations|Benchmarks|scripts)\/[A-Za-z0-9_+.\/-]+)`/
        ).map {
            String($0.output.1)
        }
        #expect(!named.isEmpty)
        for path in named where !FileManager.default.fileExists(atPath: Repository.file(path).path()) {
            Issue.record("\(name) names \(path), which is not there")
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
