package import Appraisal
package import Postgres

extension QuarterFindings {
    /// Writes the proposed indicators of each template into one draft of its next version; returns the drafts by code.
    ///
    /// A draft that an earlier review of the quarter wrote is written anew, as long as nobody published it. The drafts are checked by
    /// the job that the insert asks for.
    func keepDrafts(for review: QuarterReview, in connection: PostgresConnection) async throws -> [String: Int64] {
        var drafts: [String: Int64] = [:]
        let proposals = Dictionary(grouping: themes.compactMap(\.proposal), by: \.template)
        for (base, pieces) in proposals.sorted(by: { $0.key.description < $1.key.description }) {
            guard let stored = try await StoredTemplate.find(base, in: connection) else { continue }
            let earlier = try await connection.query(Statements.earlierDraft, review.id, base.code).first.map(
                StoredTemplate.init)
            let draft = try await stored.next(
                with: pieces.map(\.piece), in: earlier, connection)
            drafts[base.code] = draft.id
        }
        return drafts
    }
}

extension StoredTemplate {
    /// Writes a draft of the next version, changed by `pieces`.
    ///
    /// - Parameter draft: an unpublished version that takes the changed document; a new one where it is nil.
    package func next(
        with pieces: [TemplateDocument], in draft: StoredTemplate?, _ connection: PostgresConnection
    ) async throws -> StoredTemplate {
        let document = try document()
        if let draft {
            let json = document.amended(by: pieces, version: draft.version).json
            try await connection.execute(Statements.replaceDraft, draft.id, JSONText(json))
            return StoredTemplate(id: draft.id, draft.reference, json: json)
        }
        while true {
            let newest = try await connection.query(Statements.newestVersion, code).one().decode(Int.self)
            let reference = TemplateReference(code: code, version: newest + 1)
            let json = document.amended(by: pieces, version: reference.version).json
            // Somebody may have inserted that version meanwhile.
            if let draft = try await Self.insertDraft(reference, json: json, in: connection) { return draft }
        }
    }
}
