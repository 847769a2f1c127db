import Pages
import Reports

extension FormPage {
    /// Leaves of long facts what the page has no room for, and leads to all of it.
    ///
    /// What stands in fields stays: whoever wrote it goes on writing.
    mutating func cut(_ language: Language) {
        var room = TextRoom(16_000, each: 5000)
        let cut = facts.map { Fact(label: $0.label, value: room.take($0.value) ?? "…") }
        guard !room.isEnough else { return }
        facts = cut
        let whole = Link(label: language.text(zh: "全文", en: "All that was written"), path: "\(path)?whole=1")
        show(links + [whole], evidence: evidence)
    }

    /// A page of its facts, whole; nil where there is none.
    ///
    /// - Parameter number: from 1.
    func whole(_ number: Int, _ language: Language) -> ListingPage? {
        var (parts, left): ([[Fact]], Int) = ([[]], Self.mostOfWhole)
        for fact in facts {
            for piece in LongText(fact.value).pieces {
                let size = piece.inHTML.utf8.count + 200
                if size > left, !parts[parts.count - 1].isEmpty {
                    parts.append([])
                    left = Self.mostOfWhole
                }
                parts[parts.count - 1].append(Fact(label: fact.label, value: piece))
                left -= size
            }
        }
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: title, facts: parts[number - 1], links: [.init(label: title, path: path)], tables: [])
        page.paging = .init(number, of: parts.count, at: "\(path)?whole=1", language)
        return page
    }

    /// Bytes of markup of facts that a page has room for.
    private static let mostOfWhole = 40_000
}
