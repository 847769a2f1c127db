import Reports

/// Where one goes on, of what takes several pages; nil of what takes one.
struct Paging: Sendable {
    let label: String
    let previous: String?
    let next: String?

    /// - Parameters:
    ///   - number: which of them it is, from 1.
    ///   - path: of the first.
    init?(_ number: Int, of count: Int, at path: String, _ language: Language) {
        guard count > 1 else { return nil }
        func page(_ number: Int) -> String {
            number == 1 ? path : "\(path)\(path.contains("?") ? "&" : "?")page=\(number)"
        }
        label = language.text(zh: "第 \(number) 页，共 \(count) 页", en: "page \(number) of \(count)")
        previous = number > 1 ? page(number - 1) : nil
        next = number < count ? page(number + 1) : nil
    }

    /// Of what nobody counts: where it goes on is known alone.
    init?(_ number: Int, goesOn: Bool, at path: String, _ language: Language) {
        guard let paging = Paging(number, of: goesOn ? number + 1 : number, at: path, language) else { return nil }
        label = language.text(zh: "第 \(number) 页", en: "page \(number)")
        (previous, next) = (paging.previous, paging.next)
    }
}

extension ListingPage {
    /// Bytes of markup of rows that a page has room for.
    static let most = 40_000

    /// Rows as a page has room for them each, in order; never none.
    static func parts(of rows: [[Cell]], most: Int = most) -> [[[Cell]]] {
        var (parts, bytes): ([[[Cell]]], Int) = ([[]], 0)
        for row in rows {
            let size = row.reduce(40) { sum, cell in
                sum + 50 + cell.text.inHTML.utf8.count + (cell.path.map { 30 + $0.inHTML.utf8.count } ?? 0)
            }
            if bytes + size > most, bytes > 0 {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(row)
            bytes += size
        }
        return parts
    }
}
