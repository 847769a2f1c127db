import Charts
import Foundation
import Mustache
import Reports

/// The templates in one language.
struct PageLibrary: Sendable {
    let words: Words
    private let library: MustacheLibrary

    /// - Parameter isFramed: whether pages are whole documents; what stands around those of a portal is the portal's.
    init(_ language: Language, isFramed: Bool = true) {
        words = Words(language)
        var library = MustacheLibrary()
        let frame = isFramed ? PackageResources.Frame_mustache : "{{$main}}{{/main}}"
        for (name, text) in Self.texts.merging(["Frame": frame], uniquingKeysWith: { _, new in new }) {
            do {
                try library.register(Markup.template(Self.text(text, in: language)), named: name)
            } catch {
                preconditionFailure("the template \(name) cannot be read: \(error)")
            }
        }
        self.library = library
    }

    /// The page as HTML, as it stands in a folder.
    ///
    /// - Parameter site: what stands on every page.
    func html(_ page: some Page, on site: Site) -> String {
        let depth = page.path.split(separator: "/").count - 1
        return html(page, on: site, .folder(root: String(repeating: "../", count: depth)))
    }

    /// The page as HTML.
    ///
    /// - Parameter addresses: where its links lead.
    func html<Kind: Page>(_ page: Kind, on site: Site, _ addresses: Addresses) -> String {
        var scope = Scope(addresses)
        if case .folder(let root) = addresses { scope.text("root", root) }
        scope.text("lang", words.language.rawValue)
        scope.text("title", page.title(words))
        site.fill(&scope)
        page.fill(&scope, words)
        guard let html = library.render(scope, withTemplate: Kind.template) else {
            preconditionFailure("there is no template \(Kind.template)")
        }
        return html
    }

    /// By the names of their types.
    static let texts: [String: String] = [
        "OverviewPage": PackageResources.OverviewPage_mustache,
        "DepartmentPage": PackageResources.DepartmentPage_mustache, "PersonPage": PackageResources.PersonPage_mustache,
        "HistoryPage": PackageResources.HistoryPage_mustache, "QuarterPage": PackageResources.QuarterPage_mustache,
        "RulePage": PackageResources.RulePage_mustache, "InterviewPage": PackageResources.InterviewPage_mustache,
        "StandingPage": PackageResources.StandingPage_mustache, "WordsPage": PackageResources.WordsPage_mustache,
        "DepartmentsPage": PackageResources.DepartmentsPage_mustache,
        "TeamPage": PackageResources.TeamPage_mustache,
    ]

    /// The style sheet of all pages.
    static let style = PackageResources.pages_css + ChartStyle.sheet

    /// A template's text with the words of one language: `[[总分|Total]]`.
    private static func text(_ template: String, in language: Language) -> String {
        var text = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "[[") {
            text += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "]]"), let bar = rest[..<end.lowerBound].firstIndex(of: "|") else {
                preconditionFailure("words without both languages: [[\(rest.prefix(40))")
            }
            text += language == .en ? rest[rest.index(after: bar)..<end.lowerBound] : rest[..<bar]
            rest = rest[end.upperBound...]
        }
        return text + rest
    }
}
