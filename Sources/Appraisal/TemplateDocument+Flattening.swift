extension TemplateDocument {
    package func flattened(base lookup: (TemplateReference) -> TemplateDocument?) throws(Problems) -> TemplateDocument {
        self
    }
}
