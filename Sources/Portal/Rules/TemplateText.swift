import Appraisal
import Pages
import Postgres
import Reports

/// A version of a template as text: each problem is told with its line, and what is kept is kept as from any other form.
struct TemplateText: Sendable {
    static let field = "document"
    /// Bytes of markup of a text that the page has room for, with what is said about it.
    private static let most = 34_000

    /// Bytes of markup of a problem, and how many problems without a line there is room for.
    private static let (mostOfProblem, mostOthers) = (200, 6)

    let version: TemplateVersion
    let document: TemplateDocument

    /// Nil for whoever may not change it, and of one that the page has no room for.
    static func load(_ reference: TemplateReference, _ connection: PostgresConnection) async throws -> TemplateText? {
        try await TemplateVersion.load(reference, connection).flatMap(TemplateText.init)
    }

    init?(_ version: TemplateVersion) {
        // As YAML it takes more than half of what it takes as JSON: what is far too long is not written at all.
        guard version.isYours, let json = version.json, json.utf8.count <= 3 * Self.most,
            let document = version.document,
            document.yaml.inHTML.utf8.count <= Self.most
        else { return nil }
        (self.version, self.document) = (version, document)
    }

    /// Keeps what is written, and says where it is then.
    ///
    /// - Throws: ``Refusal``, with each problem below its line.
    func handIn(_ form: FormData, _ words: TemplateWords, _ connection: PostgresConnection) async throws -> String {
        let text = form[Self.field] ?? ""
        guard form[FormData.seen] == version.seen else { throw stale(text, words) }
        guard text.inHTML.utf8.count <= Self.most else {
            throw Refusal(
                words.say(
                    "太长：此处最多 \(Self.most) 字节。更长的模板请用 merit template apply。",
                    "It is too long: \(Self.most) bytes are the most here. A longer template takes merit template apply."
                ),
                field: Self.field)
        }
        let written: TemplateDocument
        do throws(Problems) {
            written = try TemplateDocument(yaml: text, file: "\(version.reference)")
        } catch {
            throw refusal(error.list, TemplateLines(yaml: nil, place: "\(version.reference)"), text, words)
        }
        let base = try await base(of: written, connection)
        let lines = TemplateLines(yaml: text, place: written.place)
        let flat: TemplateDocument
        do throws(Problems) {
            flat = try written.flattened { $0 == written.base ? base : nil }
        } catch {
            throw refusal(error.list, lines, text, words)
        }
        let problems = otherCode(written) + TemplateEditing.problems(of: flat)
        guard problems.isEmpty else { throw refusal(problems, lines, text, words, TemplateOutline(flat)) }
        guard flat.yaml != document.yaml else {
            throw Refusal(words.say("还没有更改任何内容。", "Nothing is changed yet."))
        }
        return try await version.keep(flat, connection)
    }

    /// What it extends, of the versions that were ever published.
    private func base(of written: TemplateDocument, _ connection: PostgresConnection) async throws -> TemplateDocument?
    {
        guard let reference = written.base, let base = try await TemplateVersion.load(reference, connection),
            !base.isDraft
        else { return nil }
        return base.document
    }

    private func otherCode(_ written: TemplateDocument) -> [Problem] {
        guard let code = written.reference?.code, code != version.reference.code else { return [] }
        return [
            Problem(
                place: "\(written.place) template",
                reason: "a version keeps the code of its template, '\(version.reference.code)'")
        ]
    }

    /// - Parameter outline: titles of what is written; nil of what cannot be read.
    private func refusal(
        _ problems: [Problem], _ lines: TemplateLines, _ text: String, _ words: TemplateWords,
        _ outline: TemplateOutline? = nil
    ) -> Refusal {
        let outline = outline ?? TemplateOutline(document)
        let last = text.count { $0 == "\n" } + 1
        var (below, others): ([Int: [String]], [String]) = ([:], [])
        for problem in problems {
            let sentence = LongText(words.sentence(problem, in: outline)).beginning(Self.mostOfProblem)
            if let line = lines.line(of: problem) {
                // What is missing at the end is told by the line behind it.
                below[min(line, last), default: []].append(sentence)
            } else {
                others.append(sentence)
            }
        }
        var refusal = Refusal(([words.count(problems.count)] + others.prefix(Self.mostOthers)).joined(separator: " "))
        refusal.lines = FormPage.NumberedLines(
            heading: words.say("问题所在的行", "What is wrong, line by line"), of: text, with: below)
        if let lines = refusal.lines, lines.isCut || others.count > Self.mostOthers {
            refusal.say(
                more: words.say("问题很多，这里先列出一部分。", "There are so many that some of them are told first."))
        }
        return refusal
    }

    /// What stands there now is shown by the lines that the text has not at that place, and what the text alone has.
    private func stale(_ text: String, _ words: TemplateWords) -> Refusal {
        var refusal = Refusal.stale(words.language)
        let difference = LineDifference(from: text, to: document.yaml)
        let below = Dictionary(
            uniqueKeysWithValues: difference.added.filter { !$0.text.isEmpty }.map { ($0.number, [String]()) })
        let others = difference.removed.map { "\($0)".trimmed }.filter { !$0.isEmpty }
        refusal.lines = FormPage.NumberedLines(
            heading: words.say("现在的内容中，与您的文字不同的行", "Lines that stand there now, and not in what you wrote"),
            of: document.yaml, with: below)
        if !others.isEmpty {
            let shown = Words(words.language).list(
                others.prefix(Self.mostOthers).map { "“\(LongText($0).beginning(Self.mostOfProblem))”" })
            refusal.say(more: words.say("只在您的文字里的行：\(shown)。", "Only in what you wrote: \(shown)."))
        }
        if refusal.lines?.isCut == true || others.count > Self.mostOthers {
            refusal.say(more: words.say("这里先列出一部分。", "These are some of them."))
        }
        return refusal
    }
}
