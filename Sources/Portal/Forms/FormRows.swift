import Appraisal
import Reports

/// Bands or levels of a form: which there are, in their order, by keys that stay while it is written.
///
/// What is shown may be a part of them. Without JavaScript a button sends the form, and it comes back with what was written.
enum FormRows {
    /// By which a form says which there are.
    static let name = "row-keys"
    /// By which it says which part of them is shown, from 0.
    static let part = "row-part"
    /// By which it says that its writer was told what somebody else changed: what differs is noted in every part from then on.
    static let told = "row-told"
    /// What a form says by these names is nothing that its writer wrote.
    static let ownNames: Set = [name, part, told]
    /// More than the check of templates lets pass, so that it can say so.
    private static let most = 60

    /// Nil where the form does not say.
    static func keys(_ form: FormData?) -> [String]? {
        var seen: Set<String> = []
        let keys = (form?.all(name) ?? []).filter { key in
            key.wholeMatch(of: /n?[0-9]{1,4}/) != nil && seen.insert(key).inserted
        }
        return keys.isEmpty ? nil : Array(keys.prefix(most))
    }

    static func isTold(_ form: FormData?) -> Bool { form?[told] != nil }

    /// The row that a field is of, by the field's name: `1` of `scale.1.best`.
    static func key(of field: String) -> String? {
        field.split(separator: ".").dropFirst().first.map { String($0) }
    }

    static func part(_ form: FormData?) -> Int { form?[part].flatMap { Int($0) } ?? 0 }

    static func adding(above key: String?) -> String { key.map { "add \($0)" } ?? "add" }
    static func removing(_ key: String) -> String { "remove \(key)" }
    static func opening(_ part: Int) -> String { "part \(part)" }

    /// What was written, with the row more or less, or the other part, that a button asked for; nil where none did.
    ///
    /// - Throws: ``Refusal`` where no more rows have room.
    static func rearranged(_ form: FormData, _ language: Language) throws(Refusal) -> FormData? {
        guard let keys = keys(form), let act = form[FormData.act] else { return nil }
        let words = act.split(separator: " ").map { String($0) }
        var form = form
        switch (words.first, words.dropFirst().first) {
        case ("add", let above):
            guard keys.count < most else { throw full(language) }
            let number = 1 + (keys.compactMap { $0.hasPrefix("n") ? Int($0.dropFirst()) : nil }.max() ?? 0)
            var more = keys
            more.insert("n\(number)", at: above.flatMap { keys.firstIndex(of: $0) } ?? keys.count)
            form.set(name, to: more)
            // What is put behind all others stands in the last part.
            if above == nil { form.set(part, to: ["\(most)"]) }
        case ("remove", let key?):
            let fewer = keys.filter { $0 != key }
            guard !fewer.isEmpty else { return form }
            form.set(name, to: fewer)
            form.drop { Self.key(of: $0) == key }
        case ("part", let number?): form.set(part, to: [number])
        default: return nil
        }
        return form
    }

    private static func full(_ language: Language) -> Refusal {
        let passed = TemplateLimit.bands.most
        return Refusal(
            language.text(
                zh:
                    "没有再加：表单最多 \(most) 行，而检查最多允许 \(passed) 行。请删除不需要的行；要整体改写，请编辑 YAML（merit template show，再 merit template apply）。",
                en:
                    "No row was added: a form takes \(most), and the check passes \(passed) at most. Remove what is not needed; to write all of them anew, edit the YAML (merit template show, then merit template apply)."
            ))
    }
}
