import Appraisal
import Exact
import Pages
import Postgres
import Reports

/// A version of a template, for officers: how it stands, what its check found, and where each part of it is changed.
struct TemplatePage {
    private static let mostProblems = 40
    /// Bytes of markup of what came of consulting that the page has room for.
    private static let mostOfConsultation = 3000

    private let version: TemplateVersion
    private let others: [TemplateVersion]
    private let words: TemplateWords
    /// Who wrote and published the versions.
    private let names: Names
    /// As which it may be changed; nil where it may not, or is too long.
    private let text: TemplateText?

    /// Nil where there is no such version, or none for this reader.
    static func load(
        _ reference: TemplateReference, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard let version = try await TemplateVersion.load(reference, connection) else { return nil }
        let others = try await TemplateVersion.all(of: reference.code, connection)
        let names = try await Names.load(
            actors: ([version] + others).flatMap { [$0.createdBy] + [$0.publishedBy].compactMap(\.self) },
            visit.language, connection)
        return TemplatePage(
            version: version, others: others, words: TemplateWords(visit.language), names: names,
            text: TemplateText(version)
        ).page()
    }

    private func page() -> ListingPage {
        let document = version.document
        let draft = others.draft(after: version)
        let isOpen = version.isYours && draft == nil && document?.isFlat == true
        return ListingPage(
            title: version.name(words.language), notes: notes(draft, document), facts: facts(),
            links: links(draft, isOpen: isOpen, isReadable: version.template != nil),
            tables: (document?.outline ?? []).enumerated().map { place, dimension in
                table(place, dimension.title, dimension.indicators, isOpen: isOpen)
            })
    }

    private func notes(_ draft: TemplateVersion?, _ document: TemplateDocument?) -> [String] {
        let outline = document.map { TemplateOutline($0) }
        var notes = version.problems.prefix(Self.mostProblems).map { words.problem(written: $0, in: outline) }
        let more = version.problems.count - notes.count
        if more > 0 { notes.append(words.say("还有 \(more) 个问题。", "\(more) more problems.")) }
        if version.status == "draft" {
            notes.append(
                words.say("等待检查，通常只需片刻；请稍后刷新。", "It waits to be checked, which mostly takes a moment: look again."))
        }
        if let draft {
            notes.append(
                words.say(
                    "\(draft.number(.zhHans))已有草稿（\(names.of(draft.createdBy))）。",
                    "There is a draft of \(draft.number(.en)), by \(names.of(draft.createdBy))."))
        }
        if version.isYours, document != nil, draft == nil, text == nil {
            notes.append(
                words.say(
                    "这份规则太长，不能在此编辑 YAML；请用 merit template show 与 merit template apply。",
                    "It is too long to be edited as YAML here; that takes merit template show and merit template apply."
                ))
        }
        if let document, !document.isFlat {
            notes.append(
                words.say(
                    "此草稿建立在另一份考核规则之上，检查通过后才能以表单更改。",
                    "This draft builds on another template; it can be changed by a form once it is checked."))
        }
        return notes
    }

    private func facts() -> [FormPage.Fact] {
        let published = [Words(words.language).day(version.publishedOn), version.publishedBy.map(names.of)].compactMap(
            \.self
        ).joined(
            separator: " · ")
        let lines: [(String, String?)] = [
            (Labels.of("state", words.language), words.status(version.status)),
            (words.say("代码", "Code"), version.reference.code),
            (
                words.say("起草", "Drafted"),
                "\(Words(words.language).day(version.createdOn) ?? version.createdOn) · \(names.of(version.createdBy))"
            ),
            (words.say("发布", "Published"), published.isEmpty ? nil : published),
            (words.say("征求意见", "Consulted on"), Words(words.language).day(version.consultedOn)),
            (
                words.say("意见", "Who, how, and what came of it"),
                version.consultation.map { LongText($0).beginning(Self.mostOfConsultation) }
            ),
        ]
        return lines.compactMap { label, value in value.map { FormPage.Fact(label: label, value: $0) } }
    }

    private func links(_ draft: TemplateVersion?, isOpen: Bool, isReadable: Bool) -> [FormPage.Link] {
        var links: [FormPage.Link] = []
        if isReadable {
            links.append(.init(label: words.say("阅读", "Read it"), path: "\(version.path)/sheet"))
            if let compared = comparison {
                links.append(.init(label: compared, path: ComparisonPage.path(of: version.reference)))
            }
            if version.isYours {
                links.append(
                    .init(label: words.say("在以往月份试算", "Try it on past months"), path: "\(version.path)/try"))
            }
        }
        if let consultation = ConsultationPage.link(
            version.consultation, longerThan: Self.mostOfConsultation, of: version.path, words.language)
        {
            links.append(consultation)
        }
        if isOpen, version.document?.fields(of: .whole).isEmpty == false {
            links.append(.init(label: words.say("权重与等级", "Weights and grades"), path: "\(version.path)/edit"))
        }
        if draft == nil, text != nil {
            links.append(
                .init(
                    label: TemplateTextForm.title(words.language), path: TemplateTextForm.path(of: version.reference)))
        }
        if isOpen {
            for kind in [TemplateField.Part.Kind.rated, .measured]
            where version.document?.fields(of: .added(kind)).isEmpty == false {
                links.append(
                    .init(
                        label: NewIndicatorForm.title(kind, words.language),
                        path: NewIndicatorForm.path(of: kind, in: version.reference)))
            }
        }
        if let draft { links.append(.init(label: draft.number(words.language), path: draft.path)) }
        if version.isYours, version.status == "checked" {
            links.append(.init(label: words.say("发布", "Publish"), path: "\(version.path)/publish"))
        }
        if version.isYours, version.isDraft {
            links.append(.init(label: words.say("弃用草稿", "Discard the draft"), path: "\(version.path)/discard"))
        }
        return links
    }

    /// What leads to what it says differently from others; nil where there is no other.
    private var comparison: String? {
        if let before = others.before(version.reference) {
            return words.say(
                "与\(before.number(.zhHans))或其他版本比较", "Compare with \(before.number(.en)), or another")
        }
        return others.count > 1 ? words.say("与其他版本比较", "Compare with another version") : nil
    }

    private func table(
        _ place: Int, _ title: LocalizedText, _ indicators: [(code: String, title: LocalizedText)], isOpen: Bool
    ) -> ListingPage.Table {
        let template = version.template
        let rows = indicators.map { indicator -> [ListingPage.Cell] in
            let found = template?.indicator(indicator.code)
            let kind = found.map {
                $0.measure == nil ? words.say("由人评分", "rated by people") : words.say("由数据计算", "measured")
            }
            return [
                .init(
                    words.language.of(indicator.title),
                    path: isOpen ? IndicatorForm.path(of: indicator.code, in: version.reference) : nil),
                .init(found.map { "\($0.points.normalized)" }), .init(kind),
            ]
        }
        return .init(
            "dimension-\(place)", words.language.of(title),
            [
                Labels.of("indicator", words.language), words.say("满分", "Full points"),
                words.say("分数的来源", "Where points come from"),
            ], rows, none: words.say("没有指标。", "No indicator."))
    }
}
