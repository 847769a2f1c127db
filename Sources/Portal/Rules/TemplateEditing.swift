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

    func page(_ title: String, path: String, _ language: Language) -> FormPage {
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
                    "\(draft.reference) 已是草稿（\(draft.createdBy)），请改那一份。",
                    "\(draft.reference) is a draft already, by \(draft.createdBy): change that one."))
        }
        let fields = document.fields(of: part).map { field -> FormPage.Field in
            field.what.isText
                ? .line(field.name, words.label(field), value: field.text)
                : .number(field.name, words.label(field), hint: words.hint(field), value: field.text)
        }
        var page = FormPage(
            title: title, path: path, intro: intro, fields: fields, submit: words.say("提交检查", "Hand in, to be checked"))
        page.seen = version.seen
        page.show([
            .init(label: "\((draft ?? version).reference)", path: (draft ?? version).path)
        ])
        return page
    }

    /// Keeps what stands in the form, and says where it is then.
    ///
    /// - Throws: ``Refusal``, with what is wrong beside each field.
    func handIn(_ form: FormData, _ language: Language, _ connection: PostgresConnection) async throws -> String {
        let words = TemplateWords(language)
        let fields = document.fields(of: part)
        let texts = Dictionary(
            uniqueKeysWithValues: fields.compactMap { field in
                form[field.name].map { (field.name, Self.read($0, field)) }
            })
        guard form[FormData.seen] == version.seen else { throw stale(fields, texts, words) }
        let edited = document.entering(texts, in: part)
        guard edited != document else {
            throw Refusal(words.say("还没有更改任何内容。", "Nothing is changed yet."))
        }
        let known = Set(Self.problems(of: document))
        let found = Self.problems(of: edited).filter { !known.contains($0) }
        guard found.isEmpty else { throw refusal(found, edited.fields(of: part), words) }
        let number = try await connection.query(
            Statements.draftTemplate, version.reference.code, version.reference.version, version.seen,
            JSONText(edited.json)
        ).one().decode(Int.self)
        return TemplateVersion.path(TemplateReference(code: version.reference.code, version: number))
    }

    /// Numbers as people write them: with a comma, and as an input method for Chinese leaves them.
    private static func read(_ text: String, _ field: TemplateField) -> String {
        guard !field.what.isText else { return text.trimmed }
        let plain = text.trimmed.unicodeScalars.map { scalar -> Unicode.Scalar in
            // The full-width forms stand in the order of ASCII.
            let half = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
            return half == "," ? "." : half ?? scalar
        }
        return String(String.UnicodeScalarView(plain))
    }

    private static func problems(of document: TemplateDocument) -> [Problem] {
        do throws(Problems) {
            _ = try document.template()
            return []
        } catch {
            return error.list
        }
    }

    /// Somebody else changed it: what stands there now is told beside each field that says something else.
    private func stale(_ fields: [TemplateField], _ texts: [String: String], _ words: TemplateWords) -> Refusal {
        var refusal = Refusal(
            words.say(
                "这期间有人改过。与现在不同的各栏旁边写着现在的内容；请核对后再次提交。",
                "Somebody changed it meanwhile. Beside each field that differs stands what is there now; look at them, and hand it in again."
            ))
        for field in fields {
            guard let text = texts[field.name], !TemplateField.isSame(text, field.text) else { continue }
            refusal.beside[field.name] = words.say("现在是：\(field.text)", "Now it is: \(field.text)")
        }
        refusal.renews = true
        return refusal
    }

    private func refusal(_ problems: [Problem], _ fields: [TemplateField], _ words: TemplateWords) -> Refusal {
        var beside: [String: [String]] = [:]
        var others: [String] = []
        for problem in problems {
            if let field = fields.field(for: problem) {
                beside[field.name, default: []].append(words.problem(problem))
            } else {
                others.append("\(problem.place): \(words.problem(problem))")
            }
        }
        let count = problems.count
        let things = count == 1 ? "One thing is wrong" : "\(count) things are wrong"
        let all = words.say("有 \(count) 处不对，没有保存。", "\(things); nothing is kept yet.")
        var refusal = Refusal(([all] + others).joined(separator: " "))
        refusal.beside = beside.mapValues { $0.joined(separator: words.say("；", "; ")) }
        return refusal
    }
}
