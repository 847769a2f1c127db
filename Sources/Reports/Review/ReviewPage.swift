package import Store

/// A review of a quarter, readable at a glance: what to do first, why, how sure.
package struct ReviewPage: Sendable {
    /// What can be shown by itself, as rows.
    package enum Part: String, Sendable, CaseIterable {
        case indicators, raters, complaints, figures, targets, decisions, deciders
    }

    let sheet: ReviewSheet
    let language: Language

    package init(_ sheet: ReviewSheet, language: Language) {
        self.sheet = sheet
        self.language = language
    }

    func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    /// One part in full, for other programs.
    package func table(_ part: Part) -> Table {
        let listing =
            switch part {
            case .indicators: sheet.indicators
            case .raters: sheet.raters
            case .complaints: sheet.themes
            case .figures: sheet.figures
            case .targets: sheet.targets
            case .decisions: sheet.effects
            case .deciders: sheet.deciders
            }
        return Table(listing, in: language)
    }
}

extension Table {
    /// The rows under their columns; of a column that comes in two languages the one that is asked for.
    init(_ listing: Listing, in language: Language) {
        let names = Set(listing.columns.map(\.name))
        let shown = listing.columns.filter { !$0.name.hasSuffix("_zh") }
        self.init(shown.map { Column($0.name, isNumber: $0.isNumber) })
        for row in listing.rows {
            add(
                shown.map { column in
                    let translated = language == .zhHans && names.contains("\(column.name)_zh")
                    return row[translated ? "\(column.name)_zh" : column.name]
                })
        }
    }
}
