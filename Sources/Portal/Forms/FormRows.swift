/// Bands or levels of a form: which there are, in their order, by keys that stay while it is written.
///
/// What is shown may be a part of them. Without JavaScript a button sends the form, and it comes back with what was written.
enum FormRows {
    /// By which a form says which there are.
    static let name = "row-keys"
    /// By which it says which part of them is shown, from 0.
    static let part = "row-part"
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

    static func part(_ form: FormData?) -> Int { form?[part].flatMap { Int($0) } ?? 0 }

    static func adding(above key: String?) -> String { key.map { "add \($0)" } ?? "add" }
    static func removing(_ key: String) -> String { "remove \(key)" }
    static func opening(_ part: Int) -> String { "part \(part)" }

    /// What was written, with the row more or less, or the other part, that a button asked for; nil where none did.
    static func rearranged(_ form: FormData) -> FormData? {
        guard let keys = keys(form), let act = form[FormData.act] else { return nil }
        let words = act.split(separator: " ").map { String($0) }
        var form = form
        switch (words.first, words.dropFirst().first) {
        case ("add", let above):
            guard keys.count < most else { return form }
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
            form.drop { $0.split(separator: ".").dropFirst().first.map { String($0) } == key }
        case ("part", let number?): form.set(part, to: [number])
        default: return nil
        }
        return form
    }
}
