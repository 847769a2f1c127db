import Reports

/// One page: what it shows, for the template of the same name.
protocol Page: Sendable {
    /// What stands in the title of the window, and in lists.
    func title(_ words: Words) -> String
    /// What leads to it.
    var link: Link { get }
    func fill(_ scope: inout Scope, _ words: Words)
}

extension Page {
    static var template: String { String(describing: Self.self) }

    /// Where it stands in its folder, such as `people/E017.html`.
    var path: String { link.file ?? "" }
}
