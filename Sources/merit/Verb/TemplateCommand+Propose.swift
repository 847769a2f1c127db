import Appraisal
import ArgumentParser
import Measures
import Postgres
import Store
import Worker

extension TemplateCommand {
    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes what was accepted in a quarter's review into a draft of each template's next version.",
            discussion: "The draft is checked and never published by itself.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: QuarterName.help) var quarter: QuarterName

        func run() async throws {
            let catalog = try await database.catalog("template propose")
            let hasProblems = try await database.withConnection("template propose") { connection in
                try await Migrator().requireUsable(connection)
                return try await connection.withTransaction { try await propose(catalog, in: $0) }
            }
            if hasProblems { throw Findings() }
        }

        /// Whether anything could not be written.
        private func propose(_ catalog: SourceCatalog, in connection: PostgresConnection) async throws -> Bool {
            let decided = try await StoredTemplate.decided(in: try await quarter.start(in: connection), connection)
            guard !decided.isEmpty else {
                throw NotFound(
                    """
                    nothing that was accepted in that quarter changes a template; decide by UPDATE of merit.indicator_review and \
                    merit.complaint_theme: status to accepted, declined or changed (merit review shows what is proposed)
                    """)
            }
            var hasProblems = false
            for (code, subjects, pieces) in decided {
                guard let base = try await StoredTemplate.base(of: code, in: connection) else { continue }
                let about = subjects.joined(separator: ", ")
                if let same = try await base.sameDraft(with: pieces, in: connection) {
                    Console.say("\(same): is there already, with \(about)")
                    continue
                }
                do throws(Problems) {
                    let document = try base.document().amended(by: pieces, version: base.version + 1)
                    _ = try TemplateCheck.check(document, bases: { _ in nil }, catalog: catalog)
                } catch {
                    for problem in error.list { Console.note("\(problem)") }
                    Console.note("\(code): no draft is written; put a mended proposal in its place (status changed)")
                    hasProblems = true
                    continue
                }
                let draft = try await base.next(with: pieces, in: nil, connection)
                try await draft.markChecked(json: draft.json, in: connection)
                Console.say("\(draft.reference): draft of \(base.reference) with \(about), checked")
                Console.note(
                    """
                    merit template diff \(base.reference) \(draft.reference)
                    merit template show \(draft.reference) > draft.json; merit simulate --template draft.json --period LABEL
                    merit template publish \(draft.reference)
                    """)
            }
            return hasProblems
        }
    }
}
