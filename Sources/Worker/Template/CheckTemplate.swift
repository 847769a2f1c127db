import Appraisal
package import Jobs
import Postgres
import Store

/// Checks a draft template that somebody inserted; publishing it stays a person's act.
package struct CheckTemplate: JobHandler {
    package let kind = "check_template"
    package let subject = "template"
    let source: SourceDatabase

    package init(source: SourceDatabase) {
        self.source = source
    }

    package func run(_ attempt: Attempt) async throws {
        guard let draft = try await StoredTemplate.draft(attempt.job.subjectID, in: attempt.connection) else {
            // Somebody checked it or took it back meanwhile.
            return try await attempt.finish()
        }
        let verdict = try await verdict(on: draft, attempt.connection)
        try await attempt.finish { connection in
            switch verdict {
            case .success(let json): try await draft.markChecked(json: json, in: connection)
            case .failure(let problems): try await draft.markRejected(problems, in: connection)
            }
        }
    }

    private func verdict(on draft: StoredTemplate, _ connection: PostgresConnection) async throws -> Result<
        String, Problems
    > {
        let bases = try await StoredTemplate.everPublished(in: connection)
        let published = try await StoredTemplate.published(in: connection).compactMap { try? $0.template() }
        let catalog = try await source.snapshot { $0.catalog }
        do throws(Problems) {
            let document = try draft.document()
            let (template, flat) = try TemplateCheck.check(
                document, bases: { bases[$0].flatMap { try? $0.document() } }, published: published,
                catalog: catalog)
            guard template.reference == draft.reference else {
                throw Problems([
                    Problem(
                        place: "\(draft.reference)",
                        reason:
                            "the document says template \(template.reference); code and version of the row must be the same"
                    )
                ])
            }
            return .success(flat.json)
        } catch {
            return .failure(error)
        }
    }
}
