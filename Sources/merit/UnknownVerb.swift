import ArgumentParser
import Measures

/// A word where a verb is wanted, and none is called so.
struct UnknownVerb: CustomStringConvertible {
    let description: String

    /// Nil where the arguments name a verb, or an option stands before it.
    init?(in arguments: some Sequence<String>) {
        var command: any ParsableCommand.Type = Merit.self
        var path = "merit"
        for word in arguments {
            let known = command.configuration.subcommands.map { (name: $0._commandName, verb: $0) }
            guard !known.isEmpty, command.configuration.defaultSubcommand == nil, word != "help",
                !word.hasPrefix("-")
            else { return nil }
            guard let verb = known.first(where: { $0.name == word })?.verb else {
                let names = known.map(\.name)
                let guess = ClosestName.to(word, among: names).map { "did you mean \(path) \($0)?" }
                let others = path == "merit" ? "merit --help lists them" : "there are \(names.joined(separator: ", "))"
                description = "there is no verb \(path) \(word); \(guess ?? others)"
                return
            }
            command = verb
            path += " \(word)"
        }
        return nil
    }
}
