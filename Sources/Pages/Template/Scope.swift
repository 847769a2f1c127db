import Mustache
import Reports

/// What a template finds, by name.
///
/// A name that is not there is looked up further out, as mustache has it: what may be missing is set to nil.
struct Scope: Sendable {
    private enum Value: Sendable {
        /// Nil stands there too: otherwise the name would be looked up further out.
        case text(String?)
        case flag(Bool)
        case scopes([Scope])
    }

    private let addresses: Addresses
    private var values: [String: Value] = [:]

    init(_ addresses: Addresses) {
        self.addresses = addresses
    }

    /// A text that a person or a program wrote: the template escapes it, and nothing in it turns a line round.
    ///
    /// Whether it is there is said by `has_` and its name: a section of that name costs less than one of the text.
    mutating func text(_ name: String, _ text: String?) {
        values[name] = .text(text?.shown)
    }

    /// Markup of a chart, which comes escaped.
    mutating func drawing(_ name: String, _ markup: String?) {
        values[name] = .text(markup)
    }

    /// Where a link leads; nil, or what is not there, is no link.
    mutating func link(_ name: String, _ link: Link?) {
        text(name, link.flatMap(addresses.text))
    }

    mutating func flag(_ name: String, _ flag: Bool) {
        values[name] = .flag(flag)
    }

    mutating func list(_ name: String, _ scopes: [Scope]) {
        values[name] = .scopes(scopes)
    }

    /// An empty scope of the same page.
    var inner: Scope { Scope(addresses) }

    /// A scope for each element.
    mutating func list<Element>(
        _ name: String, of elements: some Sequence<Element>, _ fill: (inout Scope, Element) -> Void
    ) {
        list(
            name,
            elements.map { element in
                var scope = Scope(addresses)
                fill(&scope, element)
                return scope
            })
    }
}

/// A text that says itself what it is: the library finds out of any other value by trying four types one after the other.
private struct ShownText: MustacheCustomRenderable {
    let renderText: String
    var isNull: Bool { false }
}

extension Scope: MustacheParent {
    // The library asks for it by this type.
    func child(named name: String) -> Any? {
        if name.utf8.starts(with: "has_".utf8) {
            switch values[String(name.dropFirst(4))] {
            case .text(let text): return text != nil
            case .scopes(let scopes): return !scopes.isEmpty
            case .flag, nil: break
            }
        }
        return switch values[name] {
        case .text(let text): ShownText(renderText: text ?? "")
        case .flag(let flag): flag
        case .scopes(let scopes): scopes
        case nil: nil
        }
    }
}
