import Foundation
import Mustache
import Pages
import Reports

/// The templates of the portal's pages, read once.
struct PageLibrary: Sendable {
    /// A template of this name is not there, or cannot be read.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    private let library: MustacheLibrary

    /// - Throws: ``Broken``.
    init() throws(Broken) {
        var library = MustacheLibrary()
        for (name, text) in Self.texts {
            do {
                let isLayout = name == Self.layout
                try library.register(
                    Markup.template(isLayout ? text : "{{#page}}\(text){{/page}}"), named: name)
            } catch {
                throw Broken(description: "the template \(name) cannot be read: \(error)")
            }
        }
        self.library = library
    }

    /// A whole document.
    func html(_ page: some PortalPage, _ frame: PageFrame) throws(Broken) -> String {
        let body = try text(Framed(page: page, frame: frame), template: page.template)
        return try text(
            Document(title: page.title, heading: page.title, frame: frame, body: body), template: Self.layout)
    }

    /// A whole document around a page of `Pages`, which has a heading of its own.
    func html(_ page: ServedPages.Body, _ frame: PageFrame) throws(Broken) -> String {
        try text(Document(title: page.title, heading: nil, frame: frame, body: page.html), template: Self.layout)
    }

    private func text<View>(_ view: View, template: String) throws(Broken) -> String {
        guard let text = library.render(view, withTemplate: template) else {
            throw Broken(description: "there is no template \(template)")
        }
        return text
    }

    private static let layout = "Layout"

    /// A page, and beside it what stands around it.
    fileprivate struct Framed<Page> {
        let page: Page
        let frame: PageFrame
    }

    /// What the layout is made of.
    fileprivate struct Document {
        let title: String
        let heading: String?
        let frame: PageFrame
        /// A page of ours, whose texts are escaped.
        let body: String
    }

    private static let texts: [(String, String)] = [
        ("Form", PackageResources.Form_mustache), ("Home", PackageResources.Home_mustache),
        ("Layout", PackageResources.Layout_mustache), ("Link", PackageResources.Link_mustache),
        ("Listing", PackageResources.Listing_mustache),
        ("Message", PackageResources.Message_mustache),
        ("Sessions", PackageResources.Sessions_mustache), ("SignIn", PackageResources.SignIn_mustache),
    ]
}

// The layout stands around every page: asked by name, these cost a fifth of what looking through their properties does.
extension PageLibrary.Framed: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "page": page
        case "frame": frame
        default: nil
        }
    }
}

extension PageLibrary.Document: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "heading": heading
        case "frame": frame
        case "body": body
        default: nil
        }
    }
}

extension PageFrame: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "language": language
        case "t": t
        case "person": person
        case "proof": proof
        case "path": path
        case "note": note
        case "otherLanguage": otherLanguage
        default: nil
        }
    }
}

/// One page: what it shows, in the names of its template.
protocol PortalPage: Sendable {
    var title: String { get }
}

extension PortalPage {
    /// `Month` of `MonthPage`.
    var template: String { "\(Self.self)".replacing("Page", with: "") }
}

/// What stands around every page.
struct PageFrame: Sendable {
    let language: String
    let t: [String: String]
    /// Who is signed in; nil: nobody.
    var person: String?
    var proof: String?
    /// Where the other language leads back to.
    var path = "/"
    /// Said above the page.
    var note: String?

    let otherLanguage: String

    init(_ language: PortalLanguage) {
        self.language = language.rawValue
        otherLanguage = (language == .en ? PortalLanguage.zhHans : .en).rawValue
        t = Labels.table(language)
    }
}
