import Appraisal
import Reports

/// What somebody else changed while a form was filled in.
extension TemplateEditing {
    /// Which bands or levels the form has; nil: those of the document.
    ///
    /// One that somebody else took away stays where something is written into it, and goes where nothing is.
    func keys(_ form: FormData?) -> [String]? {
        guard let form, let keys = FormRows.keys(form) else { return nil }
        let gone = gone(keys)
        let written = Set(form.fields.compactMap { FormRows.key(of: $0.name) })
        let kept = keys.filter { !gone.contains($0) || written.contains($0) }
        return kept.isEmpty ? nil : kept
    }

    /// Those that were in the document, and are not any more.
    private func gone(_ keys: [String]) -> Set<String> {
        let there = Set(document.fields(of: part).compactMap(\.row))
        return Set(keys.filter { !$0.hasPrefix("n") && !there.contains($0) })
    }

    /// The fields of each of these into which something is written.
    private func goneRows(_ texts: [String: String], _ keys: [String]?) -> [[TemplateField]] {
        guard let keys else { return [] }
        let gone = gone(keys)
        let fields = document.fields(of: part, rows: keys, entering: texts)
        return keys.filter { gone.contains($0) }.map { key in fields.filter { $0.row == key } }.filter { !$0.isEmpty }
    }

    /// What stands there now, to be told beside each field that says something else.
    func differences(_ texts: [String: String], _ keys: [String]?, _ words: TemplateWords) -> [String: String] {
        if case .added = part { return [:] }
        var beside: [String: String] = [:]
        for field in document.fields(of: part) {
            if let row = field.row, keys?.contains(row) == false { continue }
            guard let text = texts[field.name], !TemplateField.isSame(text, field.text) else { continue }
            let now = field.text.isEmpty ? "–" : field.text
            beside[field.name] = words.say("现在是：\(now)", "Now it is: \(now)")
        }
        for row in goneRows(texts, keys) {
            beside[row[0].name] = words.say(
                "现在已没有这一行；提交后会重新加上。", "This row is not there any more; handed in, it comes back.")
        }
        return beside
    }

    /// What stands there now is told beside each field that says something else, and above the form what no field can say.
    func stale(_ form: FormData, _ words: TemplateWords) -> Refusal {
        var refusal = Refusal(
            words.say(
                "这期间有人改过。与现在不同的各栏旁边写着现在的内容；请核对后再次提交。",
                "Somebody changed it meanwhile. Beside each field that differs stands what is there now; look at them, and hand it in again."
            ))
        refusal.renews = true
        if case .added = part { return refusal }
        let (keys, texts) = (keys(form), texts(form))
        refusal.beside = differences(texts, keys, words)
        for sentence in [
            more(than: keys, words), goneAndWritten(texts, keys, words), goneUnwritten(form, keys, words),
            lost(form, words),
        ] {
            if let sentence { refusal.say(more: sentence) }
        }
        return refusal
    }

    private func list(_ things: [String], _ words: TemplateWords) -> String {
        things.joined(separator: words.say("；", "; "))
    }

    /// Bands or levels that the form does not have.
    private func more(than keys: [String]?, _ words: TemplateWords) -> String? {
        let missing = document.fields(of: part).filter { field in
            field.row.map { keys?.contains($0) == false } ?? false
        }.map { "\(words.label($0)) \($0.text)" }
        guard !missing.isEmpty else { return nil }
        let list = list(missing, words)
        return words.say("现在还有，而这里没有：\(list)。", "There is also, and not in this form: \(list).")
    }

    private func goneAndWritten(
        _ texts: [String: String], _ keys: [String]?, _ words: TemplateWords
    ) -> String? {
        let rows = goneRows(texts, keys).map { row in
            let called: TemplateField.What = words.language == .en ? .en : .zh
            let field = row.first { $0.what == .name || $0.what == called } ?? row[0]
            return "\(words.label(field)) \(field.text)"
        }
        guard !rows.isEmpty else { return nil }
        let list = list(rows, words)
        return words.say(
            "现在已没有，提交后会重新加上：\(list)。", "There is no longer, and it comes back when you hand it in: \(list).")
    }

    private func goneUnwritten(_ form: FormData, _ keys: [String]?, _ words: TemplateWords) -> String? {
        guard let keys, let all = FormRows.keys(form), all.count > keys.count else { return nil }
        let count = all.count - keys.count
        return words.say("有人删除了 \(count) 行，这里也不再列出。", "Rows that were taken away, and stand here no more: \(count).")
    }

    /// What is written into fields that nothing has any more, such as those of a grade: it is told, for there is no place to keep it.
    private func lost(_ form: FormData, _ words: TemplateWords) -> String? {
        let there = Set(document.fields(of: part, rows: FormRows.keys(form)).map(\.name))
        let values = form.fields.filter { field in
            field.name.contains(".") && !there.contains(field.name) && !field.value.isEmpty
        }.map(\.value)
        guard !values.isEmpty else { return nil }
        let list = list(values.prefix(Self.mostLost).map { String($0.prefix(60)) }, words)
        return words.say("有些栏现在已没有，其中写的是：\(list)。", "Fields that are not there any more held: \(list).")
    }

    /// How many such texts are told.
    private static let mostLost = 30
}
