import Foundation
import PackagePlugin

/// Makes constants of a module's files of text, so that the binary needs none of them beside it.
///
/// Those of the folder `Statements` become an enumeration of that name: `claim_jobs.sql` is `Statements.claimJobs`. All
/// others bear the names that SwiftPM would give embedded resources: `merit.sweep.sql` is
/// `PackageResources.merit_sweep_sql`. SwiftPM's own embedding writes arrays of bytes: those of the schema keep the
/// compiler busy for 42 s, where texts take 0.1 s.
@main
struct EmbedTexts: BuildToolPlugin {
    private static let kinds = ["css", "ics", "js", "mustache", "sql", "yaml"]

    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let files = Self.kinds.flatMap { module.sourceFiles(withSuffix: $0) }.map(\.url).sorted { $0.path < $1.path }
        let (statements, resources) = (files.filter(Self.isStatement), files.filter { !Self.isStatement($0) })
        return [
            command("Statements", of: statements, named: Self.statement, of: module, in: context),
            command("PackageResources", of: resources, named: Self.resource, of: module, in: context),
        ].compactMap(\.self)
    }

    private func command(
        _ enumeration: String, of files: [URL], named name: (URL) -> String, of module: any SourceModuleTarget,
        in context: PluginContext
    ) -> Command? {
        guard !files.isEmpty else { return nil }
        let output = context.pluginWorkDirectoryURL.appending(path: "\(enumeration).swift")
        return .buildCommand(
            displayName: "Embedding the texts of \(module.name)", executable: URL(filePath: "/bin/sh"),
            arguments: ["-euc", Self.script, "sh", output.path, enumeration] + files.flatMap { [name($0), $0.path] },
            inputFiles: files, outputFiles: [output])
    }

    private static func isStatement(_ file: URL) -> Bool {
        file.deletingLastPathComponent().lastPathComponent == "Statements"
    }

    /// `claimJobs` of `…/claim_jobs.sql`.
    private static func statement(_ file: URL) -> String {
        let words = file.deletingPathExtension().lastPathComponent.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }

    /// `after_sales_yaml` of `…/after-sales.yaml`.
    private static func resource(_ file: URL) -> String {
        String(file.lastPathComponent.map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    /// No tool of our own, which would have to be built first.
    private static let script = """
        output=$1
        enumeration=$2
        shift 2
        {
            echo "/// Texts of this module, by the names of their files."
            echo "enum $enumeration {"
            while [ $# -gt 0 ]; do
                printf '    static let %s = ##\"\"\"\\n' "$1"
                cat "$2"
                printf '\\n\"\"\"##\\n'
                shift 2
            done
            echo "}"
        } >"$output"
        """
}
