import ArgumentParser
import Pages

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Writes the pages of a period into a folder, for one reader, who sees there what that reader may see.",
        discussion: """
            Connect with a login of the reader's own (merit.login), or with that of a trusted application (merit.application) and --as. The folder \
            changes when its pages are whole: until then, and when the program is ended before, the pages of before stay as they are.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var reading: LanguageOption
    @Option(help: "Name of the period.") var period: String
    @Option(
        help: ArgumentHelp(
            "The folder to be written: there is nothing of that name, it is empty, or it holds a report.",
            valueName: "folder"))
    var out: String
    @Option(help: "People of this department alone.") var department: String?
    @Option(help: "This person alone.") var employee: String?
    @Option(name: .customLong("as"), help: ArgumentHelp("For whom a trusted application reads.", valueName: "employee"))
    var reader: String?

    func run() async throws {
        var request = Report.Request(period: period)
        request.department = department
        request.employee = employee
        request.language = reading.language
        request.reader = reader
        let summary = try await database.withConnection("report") { [request] connection in
            try await Report.write(request, to: out, on: connection) { people in
                if people % 1000 == 0 { Console.note("\(people) people are written …") }
            }
        }
        let people = summary.people == 1 ? "1 person" : "\(summary.people) people"
        Console.note(
            "\(summary.pages) pages of \(people), as \(summary.reader.employee) may see them: \(out)/index.html")
    }
}
