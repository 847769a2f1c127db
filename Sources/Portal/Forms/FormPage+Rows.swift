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
    /// - Parameter wanted: which part; another one where something is wrong there and nowhere else.
    mutating func fold(to wanted: Int, _ language: Language) {
        let parts = Self.parts(of: rows.map { key in (key, fields.filter { $0.row == key }) })
        guard parts.count > 1 else { return }
        let wrong = parts.indices.filter { part in
            fields.contains { field in field.wrong != nil && field.row.map { parts[part].contains($0) } ?? false }
        }
        let asked = min(max(wanted, 0), parts.count - 1)
        let part = wrong.contains(asked) ? asked : wrong.first ?? asked
        var first = 1
        let buttons = parts.enumerated().map { number, keys in
            defer { first += keys.count }
            return Button(
                act: FormRows.opening(number),
                label: language.text(
                    zh: "第 \(first)–\(first + keys.count - 1) 行", en: "Rows \(first)–\(first + keys.count - 1)"),
                place: keys.first.flatMap { anchor(of: $0) } ?? "", isHere: number == part)
        }
        show(part, of: buttons, with: Set(parts[part]))
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
