import ArgumentParser
import Portal
import Postgres

struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Makes a link by which a person signs in to the portal once.",
        discussion: """
            Whoever has the link is that person to the portal: send it to nobody else. Only its hash is kept. Who had it made for whom stands in \
            merit.event. A login needs the right to call merit.issue_link, which none but merit_owner has by itself.
            """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "Id of the person.") var employee: String
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("For how many hours it can be used, at most 168.", valueName: "hours")) var hours = 24
    @Option(help: ArgumentHelp(Setting.portalURL.help, valueName: "url")) var url: String?

    func run() async throws {
        let flags = url.map { [Setting.portalURL: $0] } ?? [:]
        let origin = try await database.settings(flags).portal().origin
        let token = try await database.withConnection("link") { connection in
            try await connection.query(
                "select merit.issue_link($1, make_interval(hours => $2::integer))", employee, hours
            )
            .one().decode(String.self)
        }
        Console.write("\(origin)/link/\(token)")
    }
}
