import Foundation
import PackagePlugin

/// Makes of the folder `Statements` of a module an enumeration of that name: each .sql file becomes a text that bears the file's
/// name, `claim_jobs.sql` is `Statements.claimJobs`.
@main
struct EmbedStatements: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let files = module.sourceFiles(withSuffix: "sql").map(\.url).sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "Statements.swift")
        let pairs = files.flatMap { [Self.name(of: $0), $0.path] }
        return [
            .buildCommand(
                displayName: "Embedding the statements of \(module.name)", executable: URL(filePath: "/bin/sh"),
                arguments: ["-euc", Self.script, "sh", output.path] + pairs, inputFiles: files, outputFiles: [output])
        ]
    }

    /// `claimJobs` of `…/claim_jobs.sql`.
    private static func name(of file: URL) -> String {
        let words = file.deletingPathExtension().lastPathComponent.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }

    /// No tool of our own, which would have to be built first.
    private static let script = """
        output=$1
        shift
        {
            echo "/// The statements of this module, by the names of their files."
            echo "enum Statements {"
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
