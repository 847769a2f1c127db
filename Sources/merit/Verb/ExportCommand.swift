import ArgumentParser
import Foundation
import Reports
import Store

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes all that is kept about one person, for whoever asks by right.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var reading: LanguageOption
    @Argument(help: "Id of the person.") var employee: String
    @Option(help: ArgumentHelp("A file to be written, .json or .html; default: JSON to the output.", valueName: "file"))
    var out: String?

    func validate() throws {
        guard let out else { return }
        guard out.hasSuffix(".json") || out.hasSuffix(".html") else {
            throw ValidationError("--out is a file that ends in .json or .html")
        }
    }

    func run() async throws {
        let found = try await database.withConnection("export") { try await HeldData.load(of: employee, in: $0) }
        guard let found else { throw NotFound("nothing is kept about \"\(employee)\"") }
        guard let out else { return Console.write(found.document) }
        let text =
            out.hasSuffix(".html")
            ? HeldDataPage(found, of: employee, language: reading.language).html : found.document + "\n"
        try Data(text.utf8).write(to: URL(filePath: out), options: .withoutOverwriting)
    }
}
