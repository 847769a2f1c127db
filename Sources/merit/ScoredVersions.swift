import Appraisal
import Postgres
import Store

/// Under which versions of templates a period is scored.
struct ScoredVersions {
    private let kept: [TemplateReference]
    private let published: [TemplateReference]
    private let takesNewest: Bool

    static func load(
        of period: Period, takesNewest: Bool, in connection: PostgresConnection
    ) async throws -> ScoredVersions {
        ScoredVersions(
            kept: try await StoredTemplate.pinned(to: period.id, in: connection).map(\.reference),
            published: try await StoredTemplate.published(in: connection).map(\.reference),
            takesNewest: takesNewest || period.takesNewest)
    }

    /// Where others are published since it was asked for; nil where it is scored under what is published, as one expects.
    var note: String? {
        guard !kept.isEmpty, !published.isEmpty, Set(kept) != Set(published) else { return nil }
        guard !takesNewest else { return "it is scored under what is published now: \(list(published))" }
        let new = published.filter { !kept.contains($0) }
        let codes = Set(published.map(\.code))
        let gone = kept.filter { !codes.contains($0.code) }
        let changes =
            (new.isEmpty ? [] : ["takes \(list(new))"])
            + (gone.isEmpty ? [] : ["leaves out \(list(gone)), which \(gone.count == 1 ? "is" : "are") retired"])
        return
            "it is scored under \(list(kept)), as it was asked for; --take-newest \(changes.joined(separator: " and "))"
    }

    private func list(_ references: [TemplateReference]) -> String {
        references.map(\.description).sorted().joined(separator: ", ")
    }
}
