package import Store

/// What is kept about a person, as a page to read.
package struct HeldDataPage: Sendable {
    let employee: String
    let data: HeldData
    let language: Language

    package init(_ data: HeldData, of employee: String, language: Language) {
        (self.data, self.employee, self.language) = (data, employee, language)
    }

    /// The head of the chain of seals.
    private var seal: String {
        guard let head = data.head else { return "" }
        let text = language.text(
            zh: "封印链至第 \(head.number) 个封印（\(head.sealedAt)）：\(head.hash)",
            en: "Head of the chain of seals, seal \(head.number) of \(head.sealedAt): \(head.hash)")
        return "<p>\(text.inHTML)</p>"
    }

    package var html: String {
        let title = language.text(zh: "Merit 保存的关于 \(employee) 的全部信息", en: "All that Merit keeps about \(employee)")
        var body = ""
        var table: String?
        var row: Int64?
        for field in data.fields {
            if field.table != table { body += "\(row == nil ? "" : "</dl>\n")<h2>\(field.table.inHTML)</h2>\n" }
            if field.table != table || field.row != row {
                body += "\(field.table == table ? "</dl>\n" : "")<dl>\n"
            }
            (table, row) = (field.table, field.row)
            body += "<dt>\(field.name.inHTML)</dt><dd>\((field.value ?? "").inHTML)</dd>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(title.inHTML)</title>
            <style>
            body { font: 10pt/1.5 sans-serif } dl { border-top: 0.5pt solid #888; display: grid; grid-template-columns: 14em 1fr }
            dd { margin: 0; white-space: pre-wrap }
            </style></head><body>
            <h1>\(title.inHTML)</h1>
            \(body)\(row == nil ? "" : "</dl>")
            \(seal)
            </body></html>

            """
    }
}
