import ArgumentParser
import Foundation
import Postgres
import Reports

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Prints what holds and where it came from; passwords are masked.",
        discussion: """
            Settings come from flags, then from variables, then from a file (--config or \(Setting.fileVariable)), then from defaults. \
            What a connection string leaves open libpq takes from its own variables, service file and passfile.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var worker: WorkerOptions
    @OptionGroup var output: FormatOption
    @Flag(help: "Print all settings there are, as a table in Markdown.") var reference = false

    func run() async throws {
        if reference { return Console.say(Self.referenceTable) }
        let settings = try await database.settings(worker.flags)
        var table = Table([.init("setting"), .init("value"), .init("from")])
        for setting in Setting.all {
            let value = settings[setting]
            table.add([
                setting.key, value.map { setting.shown($0.text) } ?? "", value?.origin.name(of: setting) ?? "default",
            ])
        }
        for (name, value) in Self.libpqVariables {
            table.add([name, name == "PGPASSWORD" ? PostgresConfiguration.mask : value, "libpq's variable"])
        }
        Console.show(table, as: output.format)
    }

    /// What libpq reads beside the settings.
    private static var libpqVariables: [(String, String)] {
        let names: Set = [
            "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSERVICE",
            "PGSERVICEFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGTARGETSESSIONATTRS", "PGOPTIONS",
            "PGCONNECT_TIMEOUT", "PGCHANNELBINDING",
        ]
        return ProcessInfo.processInfo.environment.filter { names.contains($0.key) && !$0.value.isEmpty }
            .sorted { $0.key < $1.key }
    }

    private static var referenceTable: String {
        let head = ["| in the file | flag | variable | default | what it sets |", "|---|---|---|---|---|"]
        let rows = Setting.all.map { setting in
            let preset = setting.preset.map { "`\($0)`" } ?? ""
            return "| `\(setting.key)` | `\(setting.flag)` | `\(setting.variable)` | \(preset) | \(setting.note) |"
        }
        return (head + rows).joined(separator: "\n")
    }
}
