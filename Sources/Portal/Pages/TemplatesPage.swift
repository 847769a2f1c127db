import Appraisal
import Pages
import Postgres
import Reports

/// Versions of templates, for officers.
enum TemplatesPage {
    /// As many as a page shows.
    private static let most = 150

    /// Nil for whoever has no duty towards everyone.
    static func load(_ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage? {
        guard try await Duties.load(connection).seesTemplates else { return nil }
        let (words, days) = (TemplateWords(visit.language), Words(visit.language))
        let versions = try await TemplateVersion.all(connection)
        let names = try await Names.load(
            actors: versions.prefix(most).flatMap { [$0.createdBy] + [$0.publishedBy].compactMap(\.self) },
            visit.language, connection)
        let rows = versions.prefix(most).map { version -> [ListingPage.Cell] in
            let published = [days.day(version.publishedOn), version.publishedBy.map(names.of)].compactMap(\.self)
                .joined(separator: " · ")
            return [
                .init(LongText(version.name(visit.language)).beginning(100), path: version.path),
                .init(version.reference.code),
                .init(words.status(version.status)),
                .init("\(days.day(version.createdOn) ?? version.createdOn) · \(names.of(version.createdBy))"),
                .init(published.isEmpty ? nil : published),
                .init(days.day(version.consultedOn)),
            ]
        }
        let more = versions.count - rows.count
        return ListingPage(
            title: words.say("考核规则", "Templates"),
            notes: more > 0 ? [words.say("另有 \(more) 个版本未列出。", "\(more) more versions are not listed.")] : [],
            tables: [
                .init(
                    "templates", words.say("全部版本", "All versions"),
                    [
                        words.say("规则", "Template"), words.say("代码", "Code"), Labels.of("state", visit.language),
                        words.say("起草", "Drafted"), words.say("发布", "Published"),
                        words.say("征求意见", "Consulted on"),
                    ], rows, none: words.say("还没有考核规则。", "There is none yet."))
            ])
    }
}
