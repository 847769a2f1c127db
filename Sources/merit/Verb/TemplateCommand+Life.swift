import Appraisal
import ArgumentParser
import Postgres
import Store

extension TemplateCommand {
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publishes a checked version in your name; the version before is retired.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: ArgumentHelp("The version.", valueName: "CODE@VERSION")) var template: String

        func run() async throws {
            guard let reference = TemplateReference(template) else {
                throw ValidationError("'\(template)' is no template version; write CODE@VERSION, such as after-sales@2")
            }
            try await database.withConnection("template publish") { connection in
                guard let standing = try await StoredTemplate.standing(of: reference, in: connection) else {
                    throw NotFound(
                        "there is no template \(reference); merit template list shows what there is, "
                            + "merit template apply FILE inserts, checks and publishes")
                }
                if standing.status == "published" {
                    return Console.say("\(reference): is published already, nothing changes")
                }
                for problem in standing.problems { Console.note(problem) }
                try await StoredTemplate.publish(standing.id, in: connection)
                Console.say("\(reference): published")
                Console.note(
                    "Periods asked for from now on are scored under it; those asked for before keep theirs, unless "
                        + "merit period score LABEL --take-newest is asked for.")
            }
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a template out of use; what was scored under it stays.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: ArgumentHelp("The template.", valueName: "CODE")) var template: String

        func run() async throws {
            try await database.withConnection("template retire") { connection in
                let published = try await StoredTemplate.published(in: connection)
                guard let version = try await StoredTemplate.retire(template, in: connection) else {
                    throw NotFound("no version of \(template) is published; merit template list shows what is")
                }
                let reference = TemplateReference(code: template, version: version)
                Console.say("\(reference): retired")
                let rest = try published.filter { $0.code != template }.map { try $0.template() }
                let gone = try published.first { $0.code == template }?.template()
                for note in gone?.consequences(leaving: rest) ?? [] { Console.note(note) }
            }
        }
    }
}

extension Template {
    /// What its retirement means for the people of its posts, where only `rest` stays published.
    fileprivate func consequences(leaving rest: [Template]) -> [String] {
        let named = posts.isEmpty ? [] : [posts.map { "'\($0)'" }.joined(separator: ", ")]
        let fallback = rest.first(where: \.isDefault)
        var notes = named.map { posts in
            fallback.map { "People of the posts \(posts) are appraised by the default, \($0.reference), from now on." }
                ?? "People of the posts \(posts) have no template now: they are not appraised until one is published."
        }
        if isDefault { notes.append("It was the default: posts that no template names have none now.") }
        return notes + ["Periods asked for before are still scored under it."]
    }
}
