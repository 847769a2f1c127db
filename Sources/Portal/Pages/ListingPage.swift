/// Facts, where one can go on, and tables: what officers and operators look at.
struct ListingPage: PortalPage {
    struct Cell: Sendable {
        let text: String
        /// Where it leads; nil: nowhere.
        var path: String?
        fileprivate(set) var isFirst = false
        /// What stands above it.
        fileprivate(set) var column = ""
        /// A day or a time does not break at its hyphens.
        let isWhole: Bool

        init(_ text: String?, path: String? = nil) {
            self.text = text ?? "–"
            self.path = path
            isWhole =
                self.text.count <= 24 && self.text.contains(#/[0-9](-[0-9]|:[0-9]{2}| [A-Z][a-z]{2} [0-9]{4}|年[0-9])/#)
        }
    }

    struct Row: Sendable {
        let cells: [Cell]
    }

    struct Table: Sendable {
        let id: String
        let heading: String
        let columns: [String]
        let rows: [Row]
        let hasRows: Bool
        /// What is said where there are none.
        let none: String
        /// Where the rows stand that the page has no room for.
        var more: FormPage.Link?

        /// - Parameter id: by which its heading is known on the page.
        init(_ id: String, _ heading: String, _ columns: [String], _ rows: [[Cell]], none: String) {
            (self.id, self.heading, self.columns, self.none) = (id, heading, columns, none)
            self.rows = rows.map { cells in
                Row(
                    cells: cells.enumerated().map { place, cell in
                        var cell = cell
                        cell.isFirst = place == 0
                        cell.column = columns[place]
                        return cell
                    })
            }
            hasRows = !rows.isEmpty
        }
    }

    /// By what the rows are chosen; it is sent as an address, and changes nothing.
    struct Filter: Sendable {
        let action: String
        let fields: [FormPage.Field]
        let submit: String
    }

    let title: String
    var notes: [String] = []
    var facts: [FormPage.Fact] = []
    var hasFacts = false
    var links: [FormPage.Link] = []
    var hasLinks = false
    /// A button that has something looked for.
    var ask: FormPage.Link?
    var filter: Filter?
    /// Markup of a chart, which comes escaped.
    var drawing: String?
    let tables: [Table]
    var paging: Paging?

    init(
        title: String, notes: [String] = [], facts: [FormPage.Fact] = [], links: [FormPage.Link] = [], tables: [Table]
    ) {
        (self.title, self.notes, self.facts, self.links, self.tables) = (title, notes, facts, links, tables)
        (hasFacts, hasLinks) = (!facts.isEmpty, !links.isEmpty)
    }
}
