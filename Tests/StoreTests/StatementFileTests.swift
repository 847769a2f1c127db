import Foundation
import Schema
import Support
import Testing

/// Every .sql file is used, by the one module that it stands in; a list by hand holds what its folder holds.
@Suite struct StatementFileTests {
    private static let modules: [String: URL] = {
        let sources = (try? files(in: "Sources")) ?? []
        let folders = sources.map { $0.appending(path: "Statements") }.filter(isFolder)
        return Dictionary(uniqueKeysWithValues: folders.map { ($0.deletingLastPathComponent().lastPathComponent, $0) })
    }()

    @Test func severalModulesHaveStatements() {
        #expect(Set(Self.modules.keys).isSuperset(of: ["Jobs", "Store", "Worker"]))
    }

    @Test(arguments: modules.keys.sorted()) func aModuleUsesEachOfItsStatements(module: String) throws {
        let folder = try #require(Self.modules[module])
        let swift = try Self.swift(in: "Sources/\(module)")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            #expect(file.pathExtension == "sql", "\(file.path())")
            let name = Self.constant(file.deletingPathExtension().lastPathComponent)
            let use = try Regex("Statements\\.\(name)\\b").wordBoundaryKind(.simple)
            #expect(swift.contains(use), "\(module) does not use \(file.lastPathComponent)")
        }
    }

    @Test func noOtherFolderHasFilesOfSQL() throws {
        let elsewhere = try Self.everyFile(in: "Sources").filter {
            $0.pathExtension == "sql" && $0.deletingLastPathComponent().lastPathComponent != "Statements"
        }
        #expect(elsewhere.map(\.lastPathComponent) == [])
    }

    @Test func theStepsOfTheSchemaAreThoseOfTheirFolder() throws {
        let files = try Self.names(in: "SQL/Migrations")
        let listed = Migration.all.map { step in
            let number = String(step.version)
            return "V\(String(repeating: "0", count: 4 - number.count))\(number)_\(step.name).sql"
        }
        #expect(listed == files)
    }

    @Test func theFunctionsAreThoseOfTheirFolder() throws {
        let files = try Self.names(in: "SQL/Functions")
        #expect(files.allSatisfy { $0.hasPrefix("merit.") || $0.hasPrefix("merit_api.") })
        let named = files.map {
            $0.replacing("merit_api.", with: "").replacing("merit.", with: "").replacing(".sql", with: "")
        }
        #expect(SchemaFunction.all.map(\.name).sorted() == named.sorted())
    }

    @Test func theScriptsAreThoseOfTheirFolders() throws {
        let listed = try Self.swift(in: "SQL").matches(of: /PackageResources\.(\w+)_sql/).map { String($0.output.1) }
            .filter { !$0.hasPrefix("merit_") && !$0.hasPrefix("V0") }
        let adapters = try Self.files(in: "SQL/Adapters").filter(Self.isFolder).map {
            "SQL/Adapters/\($0.lastPathComponent)"
        }
        let files = try (adapters + ["SQL/Bootstrap", "SQL/Demo", "SQL/Source"]).flatMap(Self.names).map {
            String($0.dropLast(".sql".count)).replacing(".", with: "_")
        }
        #expect(Set(listed) == Set(files))
    }

    /// `claimJobs` for `claim_jobs`, as the build names it.
    private static func constant(_ file: String) -> String {
        let words = file.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }

    private static func isFolder(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    private static func files(in folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: Repository.file(folder), includingPropertiesForKeys: nil)
    }

    private static func names(in folder: String) throws -> [String] {
        try files(in: folder).map(\.lastPathComponent).filter { $0.hasSuffix(".sql") }.sorted()
    }

    private static func everyFile(in folder: String) throws -> [URL] {
        let enumerator = FileManager.default.enumerator(at: Repository.file(folder), includingPropertiesForKeys: nil)
        return try #require(enumerator).compactMap { $0 as? URL }
    }

    private static func swift(in folder: String) throws -> String {
        try everyFile(in: folder).filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }
}
