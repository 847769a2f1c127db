import Appraisal
import Pages
import Postgres
import Reports

/// What any two versions of a template say differently, in words.
struct ComparisonPage {
    /// Which two, as the address says it; nil: the version that the address leads to, and the one that it is held against.
    struct Choice: Sendable {
        var from: Int?
        var to: Int?
    }

    /// As many versions as there is to choose from.
    private static let mostChoices = 60

    private let path: String
    private let old: TemplateVersion
    private let new: TemplateVersion
    private let versions: [TemplateVersion]
    private let words: TemplateWords

    static func path(of reference: TemplateReference) -> String { "\(TemplateVersion.path(reference))/compare" }

    /// Nil where there is no such version, nothing to compare it with, or none for this reader.
    ///
    /// - Parameters:
    ///   - reference: the version that one comes from.
    ///   - number: of the page, from 1.
    static func load(
        _ reference: TemplateReference, _ choice: Choice, page number: Int, _ visit: Visit,
        _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let versions = try await TemplateVersion.all(of: reference.code, connection)
        guard versions.contains(where: { $0.reference == reference }) else { return nil }
        let to = choice.to ?? reference.version
        let others = versions.filter { $0.reference.version != to }.map(\.reference.version)
        let before = versions.before(TemplateReference(code: reference.code, version: to))?.reference.version
        // Of the first version the next one is as good.
        guard let from = choice.from ?? before ?? others.min(),
            let old = try await load(from, of: reference.code, connection),
            let new = try await load(to, of: reference.code, connection)
        else { return nil }
        return ComparisonPage(
            path: path(of: reference), old: old, new: new, versions: versions, words: TemplateWords(visit.language)
        ).page(number)
    }

    private static func load(
        _ version: Int, of code: String, _ connection: PostgresConnection
    ) async throws -> TemplateVersion? {
        try await TemplateVersion.load(TemplateReference(code: code, version: version), connection)
    }

    private func page(_ number: Int) -> ListingPage? {
        let language = words.language
        let (from, to) = (old.number(language), new.number(language))
        let columns = [words.say("位置", "Where"), words.say("内容", "What"), from, to]
        var (heading, rows): (String, [[ListingPage.Cell]]) = ("\(from) → \(to)", [])
        var notes: [String] = []
        if let before = old.template, let after = new.template {
            let lines = TemplateDifference.table(from: before, to: after).rows
            let count = lines.count
            heading = words.say("\(count) 处不同", count == 1 ? "One difference" : "\(count) differences")
            rows = cells(lines, TemplateOutline([after, before]))
        } else {
            notes = [old, new].filter { $0.template == nil }.map { version in
                words.say(
                    "\(version.number(language))有问题未改正，不能比较。",
                    "\(version.number(language)) has problems, and cannot be compared until they are mended.")
            }
        }
        let parts = ListingPage.parts(of: rows)
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: "\(words.say("与\(from)比较", "Beside \(from)")) · \(new.name(language))", notes: notes,
            links: [old, new].map { .init(label: $0.name(language), path: $0.path) },
            tables: [
                .init(
                    "differences", heading, columns, parts[number - 1],
                    none: notes.isEmpty ? words.say("没有不同。", "They say the same.") : "–")
            ])
        page.filter = filter
        page.paging = .init(
            number, of: parts.count, at: "\(path)?from=\(old.reference.version)&to=\(new.reference.version)", language)
        return page
    }

    private func cells(_ lines: [[String?]], _ outline: TemplateOutline) -> [[ListingPage.Cell]] {
        lines.map { line in
            let (place, what) = (line[0] ?? "", line[1] ?? "")
            return [
                .init(words.place(place, outline)), .init(words.difference(what, at: place, outline)),
                .init(words.value(line[2], of: what)), .init(words.value(line[3], of: what)),
            ]
        }
    }

    private var filter: ListingPage.Filter {
        ListingPage.Filter(
            action: path,
            fields: [
                .choice("from", words.say("从哪一版", "From"), options(chosen: old)),
                .choice("to", words.say("到哪一版", "To"), options(chosen: new)),
            ], submit: words.say("比较", "Compare"))
    }

    /// The newest, and the one that is shown.
    private func options(chosen: TemplateVersion) -> [FormPage.Field.Option] {
        let newest = versions.prefix(Self.mostChoices)
        let isAmong = newest.contains { $0.reference == chosen.reference }
        return (newest + (isAmong ? [] : [chosen])).map { version in
            .init(
                value: "\(version.reference.version)",
                label: "\(version.number(words.language)) · \(words.status(version.status))",
                isChosen: version.reference == chosen.reference)
        }
    }
}
