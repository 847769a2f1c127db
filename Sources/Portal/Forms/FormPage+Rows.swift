import Reports

/// Rows of a form: bands, levels.
extension FormPage {
    /// Lets each row be taken away, and others be put above it or behind all of them.
    mutating func rearrange(_ keys: [String], _ language: Language) {
        setRows(keys)
        for (number, key) in keys.enumerated() {
            guard let last = fields.lastIndex(where: { $0.row == key }), let first = anchor(of: key) else { continue }
            var buttons = [
                Button(
                    act: FormRows.adding(above: key), label: language.text(zh: "在上面加一行", en: "Add one above"),
                    place: first)
            ]
            if keys.count > 1 {
                let neighbour = number > 0 ? keys[number - 1] : keys[1]
                buttons.append(
                    Button(
                        act: FormRows.removing(key), label: language.text(zh: "删除这一行", en: "Remove this one"),
                        place: anchor(of: neighbour) ?? first))
            }
            if number == keys.count - 1 {
                buttons.append(
                    Button(
                        act: FormRows.adding(above: nil), label: language.text(zh: "在下面加一行", en: "Add one below"),
                        place: first))
            }
            setButtons(buttons, at: last)
        }
    }

    private func anchor(of key: String) -> String? { fields.first { $0.row == key }?.name }

    /// Shows no more rows than a page takes; what was written into others goes along unseen.
    ///
    /// - Parameters:
    ///   - wanted: which part.
    ///   - isRefused: whether another part is shown where something is wrong there and not in this one.
    mutating func fold(to wanted: Int, isRefused: Bool, _ language: Language) {
        let parts = Self.parts(of: rows.map { key in (key, fields.filter { $0.row == key }) })
        guard parts.count > 1 else { return }
        let notes = parts.map { keys in
            fields.count { field in field.wrong != nil && field.row.map { keys.contains($0) } ?? false }
        }
        let asked = min(max(wanted, 0), parts.count - 1)
        let part = isRefused && notes[asked] == 0 ? notes.firstIndex { $0 > 0 } ?? asked : asked
        var first = 1
        let labels = zip(parts, notes).map { keys, notes in
            defer { first += keys.count }
            return Self.label(first, first + keys.count - 1, notes: notes, language)
        }
        let buttons = parts.indices.map { number in
            Button(
                act: FormRows.opening(number), label: labels[number],
                place: parts[number].first.flatMap { anchor(of: $0) } ?? "", isHere: number == part)
        }
        let others = parts.indices.filter { $0 != part && notes[$0] > 0 }.map { labels[$0] }
        if !others.isEmpty {
            let list = others.joined(separator: language.text(zh: "、", en: "; "))
            say(
                more: language.text(
                    zh: "其他部分也有提示，请用下方按钮打开：\(list)。",
                    en: "Other parts have notes too, which the buttons below open: \(list)."))
        }
        show(part, of: buttons, with: Set(parts[part]))
    }

    private static func label(_ first: Int, _ last: Int, notes: Int, _ language: Language) -> String {
        let rows = language.text(zh: "第 \(first)–\(last) 行", en: "Rows \(first)–\(last)")
        guard notes > 0 else { return rows }
        return rows + language.text(zh: "（\(notes) 处提示）", en: notes == 1 ? " (one note)" : " (\(notes) notes)")
    }

    /// How many bytes of rows a page takes, and how many rows.
    private static let most = (bytes: 30_000, rows: 10)

    private static func parts(of rows: [(key: String, fields: [Field])]) -> [[String]] {
        var parts: [[String]] = []
        var bytes = 0
        for (key, fields) in rows {
            let own = fields.reduce(500) { sum, field in
                let texts = [field.label, field.value, field.hint ?? "", field.wrong ?? ""]
                return sum + 350 + texts.reduce(0) { $0 + $1.inHTML.utf8.count }
            }
            if parts.isEmpty || bytes + own > most.bytes || parts[parts.count - 1].count >= most.rows {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(key)
            bytes += own
        }
        return parts
    }
}
