/// A template as it is written, in YAML or JSON, before or after it has taken in what it extends.
///
/// Reading goes ``init(yaml:file:)`` → ``flattened(base:)`` → ``template()``; ``json`` is what is stored.
package struct TemplateDocument: Sendable, Hashable {
    let root: TemplateNode
    /// How problems call the document while it does not say its own code and version.
    let name: String

    init(root: TemplateNode, name: String) {
        self.root = root
        self.name = name
    }

    /// The code and version it claims; nil where they are missing or of no use.
    package var reference: TemplateReference? {
        guard let code = root["template"]?.text, let version = root["version"]?.text else { return nil }
        return TemplateReference("\(code)@\(version)")
    }

    /// What it extends; nil where it extends nothing, or does not say it as `CODE@VERSION`.
    package var base: TemplateReference? {
        root["extends"]?.text.flatMap(TemplateReference.init)
    }

    /// How problems call it: `after-sales@1`, or the file's name while that is not known.
    var place: String { reference?.description ?? name }
}
