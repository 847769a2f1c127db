import ArgumentParser
import Store

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Puts a pseudonym in place of a person, everywhere; the figures stay. It cannot be undone.",
        discussion: """
            Refused while a hold stands on the person (merit.hold), or an appeal of theirs is open. The source is not touched: who still stands \
            there comes back with the next full scoring of a period that is not closed.
            """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "Id of the person.") var employee: String
    @Option(help: "Why, without a name.") var reason: String
    @Flag(help: "Do it; without this it only says what would be.") var apply = false

    func run() async throws {
        try await database.withConnection("forget") { connection in
            guard let held = try await HeldData.load(of: employee, in: connection) else {
                throw NotFound("nothing is kept about \"\(employee)\"")
            }
            guard apply else {
                let rows = Set(held.fields.map { "\($0.table) \($0.row)" }).count
                return Console.say("\(rows) rows are about \(employee); --apply puts a pseudonym in their place")
            }
            let pseudonym = try await HeldData.forget(employee, because: reason, in: connection)
            Console.say("\(pseudonym) stands in place of that person")
        }
    }
}
