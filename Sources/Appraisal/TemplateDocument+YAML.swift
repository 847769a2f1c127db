extension TemplateDocument {
    /// Reads one YAML document; JSON is one too.
    ///
    /// - Parameters:
    ///   - text: the document, at most 262,144 bytes.
    ///   - file: its name for problems, while it does not say its own code and version.
    /// - Throws: what cannot be read at all; a readable document with wrong content is told by ``template()``.
    package init(yaml text: String, file: String? = nil) throws(Problems) {
        let name = file ?? "template"
        do throws(Unreadable) {
            self.init(root: try TemplateNode(yaml: text), name: name)
        } catch {
            throw Problems([Problem(place: name, reason: error.reason)])
        }
        guard case .mapping = root else {
            throw Problems([
                Problem(place: name, reason: "expected a mapping that begins with 'template:', found \(root.kind)")
            ])
        }
    }
}
