/// A template as it is written, in YAML or JSON, before or after it has taken in what it extends.
///
/// Reading goes ``init(yaml:file:)`` → ``flattened(base:)`` → ``template()``; ``json`` is what is stored.
package struct TemplateDocument: Sendable, Hashable {
    let root: TemplateNode
    /// How problems call the document while it does not say its own code and version.
    let name: String
    /// What was wrong with keys that flattening has used up; ``template()`` tells it with the rest.
    let leftovers: [Problem]

    init(root: TemplateNode, name: String, leftovers: [Problem] = []) {
        self.root = root
        self.name = name
        self.leftovers = leftovers
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
    package var place: String { reference?.description ?? name }

    /// Reads the template strictly.
    ///
    /// - Parameter check: what is to be said against a measure, given the place of its indicator; the language of measures
    ///   is not known here.
    /// - Throws: everything that is wrong with it, in the order in which it is written.
    package func template(
        checking check: (Measure, _ place: String) -> [Problem] = { _, _ in [] }
    ) throws(Problems) -> Template {
        let log = ProblemLog()
        let template = withoutActuallyEscaping(check) { check in
            TemplateReader(place: place, log: log, check: check).template(root)
        }
        let problems = leftovers + log.problems
        guard let template, problems.isEmpty else { throw Problems(problems) }
        return template
    }
}
