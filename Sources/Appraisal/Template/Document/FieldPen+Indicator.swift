/// What an indicator says of itself when it is new.
extension FieldPen {
    mutating func writeTitle(of indicator: TemplateNode, _ place: Place) -> TemplateNode {
        guard let title = indicator["title"] else { return indicator }
        let own = Place(place.name, "\(place.place) title")
        let zh = write(.zh, of: .added, "zh", in: title, own)
        return indicator.setting("title", to: write(.en, of: .added, "en", in: zh, own))
    }

    /// - Parameter named: how problems call the indicator.
    mutating func writeMeasure(of indicator: TemplateNode, _ named: String) -> TemplateNode {
        let own = Place("own", named)
        let unit = write(.unit, of: .added, "unit", in: indicator, own)
        let sampled = write(.minSample, of: .added, "min_sample", in: unit, own)
        guard var measure = indicator["measure"] else { return sampled }
        // What the language says of a text, it says without the word measure before it.
        func place(_ key: String) -> Place { Place("measure", "\(named) measure", also: "\(named) \(key)") }
        for (what, key) in [
            (TemplateField.What.from, "from"), (.at, "at"), (.filter, "where"), (.formula, "value"),
            (.whenEmpty, "when_empty"),
        ] {
            measure = write(what, of: .added, key, in: measure, place(key))
        }
        return sampled.setting("measure", to: measure)
    }
}
