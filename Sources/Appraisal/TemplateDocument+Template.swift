extension TemplateDocument {
    package func template() throws(Problems) -> Template {
        throw Problems([Problem(place: place, reason: "empty")])
    }
}
