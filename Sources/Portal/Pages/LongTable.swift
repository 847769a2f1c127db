import Reports

/// A table that may have more rows than a page has room for: its beginning stands among others, and all of it on pages of its own.
struct LongTable {
    let id: String
    let heading: String
    let columns: [String]
    let rows: [[ListingPage.Cell]]
    let none: String
    /// Where all of it stands.
    let path: String
    /// How many rows there are; `rows` may be the first of them.
    let count: Int

    init(
        _ id: String, _ heading: String, _ columns: [String], _ rows: [[ListingPage.Cell]], of count: Int? = nil,
        none: String, at path: String
    ) {
        (self.id, self.heading, self.columns, self.rows, self.none) = (id, heading, columns, rows, none)
        (self.path, self.count) = (path, count ?? rows.count)
    }

    /// As many rows as take so many bytes of markup, and where the others stand.
    func beginning(_ language: Language, bytes: Int = 6000) -> ListingPage.Table {
        let shown = ListingPage.parts(of: rows, most: bytes).first ?? []
        var table = ListingPage.Table(id, heading, columns, shown, none: none)
        if count > shown.count {
            table.more = Self.all(count, at: path, language)
        }
        return table
    }

    /// Where all of it stands.
    static func all(_ count: Int, at path: String, _ language: Language) -> FormPage.Link {
        .init(label: language.text(zh: "全部 \(count) 项", en: "All \(count) of them"), path: path)
    }

    /// A page of it, from 1; nil where there is none.
    func page(_ number: Int, titled title: String, _ links: [FormPage.Link], _ language: Language) -> ListingPage? {
        let parts = ListingPage.parts(of: rows)
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: title, links: links, tables: [.init(id, heading, columns, parts[number - 1], none: none)])
        page.paging = .init(number, of: parts.count, at: path, language)
        return page
    }
}
