import Appraisal
import Pages
import Postgres
import Reports

/// A part of a version of a template, changed by a form.
///
/// What is published stays, and a draft of the next version comes of it.
struct TemplateEditing: Sendable {
    let version: TemplateVersion
    let document: TemplateDocument
    let part: TemplateField.Part
    /// The draft that is to be changed instead.
    private let draft: TemplateVersion?

    /// Nil for whoever may not, and of a document that has no such part, or extends another.
    static func load(
        _ part: TemplateField.Part, of reference: TemplateReference, _ connection: PostgresConnection
    ) async throws -> TemplateEditing? {
        guard let version = try await TemplateVersion.load(reference, connection), version.isYours,
            let document = version.document, document.isFlat, !document.fields(of: part).isEmpty
        else { return nil }
        let draft = try await TemplateVersion.all(of: reference.code, connection).draft(after: version)
        return TemplateEditing(version: version, document: document, part: part, draft: draft)
    }

    /// - Parameter said: what was written so far.
    func page(
        _ title: String, path: String, with said: FormData?, _ language: Language, _ links: [FormPage.Link] = []
    ) -> FormPage {
        let words = TemplateWords(language)
        var intro = [
            version.isDraft
                ? words.say(
                    "提交后重新检查；检查通过的草稿由人发布。",
                    "It is checked again when you hand it in, and a person publishes what is checked.")
                : words.say(
                    "已发布的版本不变，更改写入下一版本的草稿。",
                    "What is published stays as it is; what you change becomes a draft of the next version.")
        ]
        if let draft {
            intro.append(
                words.say(
                    "\(draft.number(.zhHans))已有草稿，请改那一份。",
                    "There is a draft of \(draft.number(.en)) already: change that one."))
        }
        let (keys, written) = (keys(said), texts(said))
        let fields = document.fields(of: part, rows: keys, entering: written)
        let shown = document.fields(of: part, rows: keys)
        var own = zip(fields, shown).flatMap { formFields(of: $0, original: $1.text, words) }
        if case .added = part { own.insert(dimension(words), at: min(2, own.count)) }
        var page = FormPage(
            title: title, path: path, intro: intro, fields: own, submit: words.say("提交检查", "Hand in, to be checked"))
        page.seen = version.seen
        page.show([.init(label: (draft ?? version).name(language), path: (draft ?? version).path)] + links)
        var rows: [String] = []
        for field in fields { if let row = field.row, rows.last != row { rows.append(row) } }
        page.rearrange(rows, language)
        if FormRows.isTold(said) { page.note(differences(written, keys, words)) }
        return page
    }

    /// Keeps what stands in the form, and says where it is then.
    ///
    /// - Throws: ``Refusal``, with what is wrong beside each field.
    func handIn(_ form: FormData, _ language: Language, _ connection: PostgresConnection) async throws -> String {
        let words = TemplateWords(language)
        guard form[FormData.seen] == version.seen else { throw stale(form, words) }
        let (keys, written) = (keys(form), texts(form))
        let fields = document.fields(of: part, rows: keys, entering: written)
        let edited = document.entering(written, in: part, rows: keys)
        guard edited != document else {
            throw Refusal(words.say("还没有更改任何内容。", "Nothing is changed yet."))
        }
        return try await keep(edited, fields, words, connection)
    }

    /// Keeps the document without the indicator that it is about.
    func removeIndicator(
        _ form: FormData, _ language: Language, _ connection: PostgresConnection
    ) async throws -> String {
        let words = TemplateWords(language)
        guard form[FormData.seen] == version.seen else { throw Refusal.stale(language) }
        guard case .indicator(let code) = part, !isAlone else {
            throw Refusal(
                words.say(
                    "这是该维度唯一的指标；一个维度至少有一个指标。",
                    "It is the only indicator of its dimension, which has at least one."))
        }
        return try await keep(document.removing(indicator: code), [], words, connection)
    }

    /// Whether no other indicator stands in the dimension of this one.
    var isAlone: Bool {
        guard case .indicator(let code) = part else { return false }
        return document.outline.contains { $0.indicators.count == 1 && $0.indicators[0].code == code }
    }

    private func keep(
        _ edited: TemplateDocument, _ fields: [TemplateField], _ words: TemplateWords, _ connection: PostgresConnection
    ) async throws -> String {
        let known = Set(Self.problems(of: document))
        let found = Self.problems(of: edited).filter { !known.contains($0) }
        guard found.isEmpty else { throw refusal(found, fields, words) }
        return try await version.keep(edited, connection)
    }

    /// What is written, by the names of the template's fields.
    func texts(_ form: FormData?) -> [String: String] {
        guard let form else { return [:] }
        let fields = document.fields(of: part, rows: FormRows.keys(form))
        var texts = Dictionary(
            fields.compactMap { field in form[field.name].map { (field.name, Self.read($0, field)) } },
            uniquingKeysWith: { first, _ in first })
        texts[TemplateField.dimension] = form[TemplateField.dimension]
        return texts.merging(MeasureChoice.texts(form)) { $1 }
    }

    private func dimension(_ words: TemplateWords) -> FormPage.Field {
        .choice(
            TemplateField.dimension, words.say("维度", "Dimension"),
            document.outline.compactMap { dimension in
                dimension.code.map { .init(value: $0, label: words.language.of(dimension.title)) }
            })
    }

    /// - Parameter original: what stood there before anybody wrote.
    private func formFields(
        of field: TemplateField, original: String, _ words: TemplateWords
    ) -> [FormPage.Field] {
        let known = MeasuredGround.known
        let own = document.grounds.filter { !known.contains($0) }
        if let fields = MeasureChoice.fields(of: field, among: known + own, words) { return fields }
        var asked =
            field.what.isText
            ? FormPage.Field.line(field.name, words.label(field), hint: words.hint(field), value: original)
            : .number(field.name, words.label(field), hint: words.hint(field), value: original)
        asked.row = field.row
        return [asked]
    }

    /// Numbers as people write them: with a comma, and as an input method for Chinese leaves them.
    private static func read(_ text: String, _ field: TemplateField) -> String {
        guard !field.what.isText else { return text.trimmed }
        let plain = text.trimmed.unicodeScalars.map { scalar -> Unicode.Scalar in
            // The full-width forms stand in the order of ASCII.
            let half = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
            return half ?? scalar
        }
        let number = String(String.UnicodeScalarView(plain))
        // 1,000 may be one or a thousand: it is no number to the check, which says so.
        return number.wholeMatch(of: /-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?/) == nil
            ? number.replacing(",", with: ".") : number
    }

    /// What is wrong with it, as far as it can be told without the source.
    static func problems(of document: TemplateDocument) -> [Problem] {
        do throws(Problems) {
            _ = try document.template(checking: MeasureChoice.problems(with:at:))
            return []
        } catch {
            return error.list
        }
    }

    private func refusal(_ problems: [Problem], _ fields: [TemplateField], _ words: TemplateWords) -> Refusal {
        var beside: [String: [String]] = [:]
        var others: [String] = []
        // Rows that have no name yet are called the same: each is told its own.
        var told: [Problem: Set<String>] = [:]
        for problem in problems {
            let rest = fields.filter { field in field.row.map { told[problem]?.contains($0) != true } ?? true }
            if let field = rest.field(for: problem) ?? fields.field(for: problem) {
                if let row = field.row { told[problem, default: []].insert(row) }
                beside[MeasureChoice.name(of: field), default: []].append(words.problem(problem))
            } else {
                others.append(words.sentence(problem, in: TemplateOutline(document)))
            }
        }
        var refusal = Refusal(([words.count(problems.count)] + others).joined(separator: " "))
        refusal.beside = beside.mapValues { $0.joined(separator: words.say("；", "; ")) }
        return refusal
    }
}
