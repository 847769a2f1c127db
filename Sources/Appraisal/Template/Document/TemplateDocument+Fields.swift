extension TemplateDocument {
    /// What a form about a part of a flat document asks for, in the order in which it is written; empty where there is no such part.
    package func fields(of part: TemplateField.Part) -> [TemplateField] {
        var pen = FieldPen(texts: [:])
        _ = written(part, by: &pen)
        return pen.fields
    }

    /// The document with texts in the place of those of its fields, by their names.
    ///
    /// What says the same stays as it was written, and so does everything that no field is about.
    package func entering(_ texts: [String: String], in part: TemplateField.Part) -> TemplateDocument {
        var pen = FieldPen(texts: texts)
        return TemplateDocument(root: written(part, by: &pen), name: name, leftovers: leftovers)
    }

    /// Whether it still extends another: then what it takes over stands elsewhere.
    package var isFlat: Bool { root["extends"] == nil && root["weights"] == nil }

    /// The indicators by dimension, as a list shows them, whether or not they can be read.
    package var outline: [(title: LocalizedText, indicators: [(code: String, title: LocalizedText)])] {
        (root["dimensions"]?.elements ?? []).map { dimension in
            let indicators = (dimension["indicators"]?.elements ?? []).compactMap { indicator in
                indicator["code"]?.text.map { (code: $0, title: indicator.localizedTitle) }
            }
            return (title: dimension.localizedTitle, indicators: indicators)
        }
    }

    private func written(_ part: TemplateField.Part, by pen: inout FieldPen) -> TemplateNode {
        switch part {
        case .whole: writtenWhole(by: &pen)
        case .indicator(let code): written(code, by: &pen)
        }
    }

    private func writtenWhole(by pen: inout FieldPen) -> TemplateNode {
        var whole = root
        if case .mapping(let sources)? = root["sources"] {
            let entries = sources.map { source in
                let field = FieldPen.Place("sources.\(source.key)", "\(place) sources \(source.key)")
                return TemplateNode.Entry(
                    key: source.key,
                    value: pen.write(.weight, of: .perspective(source.key), "weight", in: source.value, field))
            }
            whole = whole.setting("sources", to: .mapping(entries))
        }
        if case .sequence(let dimensions)? = root["dimensions"] {
            let written = dimensions.enumerated().map { index, dimension in
                let named = "\(place) \(dimension["code"]?.text ?? "dimension \(index + 1)")"
                let field = FieldPen.Place("dimensions.\(index)", named, also: "\(place) dimensions")
                return pen.write(.weight, of: .titled(dimension.localizedTitle), "weight", in: dimension, field)
            }
            whole = whole.setting("dimensions", to: .sequence(written))
        }
        if case .sequence(let grades)? = root["grades"] {
            let written = grades.enumerated().map { index, grade in
                let name = grade["grade"]?.text ?? "\(index + 1)"
                let isLast = index == grades.count - 1
                let field = FieldPen.Place(
                    "grades.\(index)", "\(place) grade \(name)", also: isLast ? "\(place) grades" : nil)
                let bound = pen.write(.atLeast, of: .grade(name), "at_least", in: grade, field)
                return pen.write(.coefficient, of: .grade(name), "coefficient", in: bound, field.alone)
            }
            whole = whole.setting("grades", to: .sequence(written))
        }
        guard root["near_cut"] != nil else { return whole }
        return pen.write(.nearCut, of: .template, "near_cut", in: whole, FieldPen.Place("whole", place))
    }

    private func written(_ code: String, by pen: inout FieldPen) -> TemplateNode {
        guard case .sequence(var dimensions)? = root["dimensions"] else { return root }
        for (index, dimension) in dimensions.enumerated() {
            guard case .sequence(var indicators)? = dimension["indicators"],
                let own = indicators.firstIndex(where: { $0["code"]?.text == code })
            else { continue }
            let named = "\(place) \(dimension["code"]?.text ?? "dimension \(index + 1)")/\(code)"
            indicators[own] = written(indicators[own], at: named, by: &pen)
            dimensions[index] = dimension.setting("indicators", to: .sequence(indicators))
            return root.setting("dimensions", to: .sequence(dimensions))
        }
        return root
    }

    private func written(_ indicator: TemplateNode, at named: String, by pen: inout FieldPen) -> TemplateNode {
        var indicator = pen.write(
            .points, of: .titled(indicator.localizedTitle), "points", in: indicator, FieldPen.Place("own", named))
        if case .sequence(let bands)? = indicator["scale"] {
            let written = bands.enumerated().map { index, band in
                let name = band["band"]?.text
                let field = FieldPen.Place(
                    "scale.\(index)", "\(named) scale band \(name.map { "\"\($0)\"" } ?? "\(index + 1)")")
                return pen.write(band, of: .band(name ?? "\(index + 1)"), field)
            }
            indicator = indicator.setting("scale", to: .sequence(written))
        }
        if case .sequence(let levels)? = indicator["rated"] {
            let written = levels.enumerated().map { index, level in
                let name = level["level"]?.text
                let field = FieldPen.Place(
                    "rated.\(index)", "\(named) level \(name.map { "\"\($0)\"" } ?? "\(index + 1)")")
                return pen.write(level, asLevel: .level(name ?? "\(index + 1)"), field)
            }
            indicator = indicator.setting("rated", to: .sequence(written))
        }
        return indicator
    }
}

extension TemplateNode {
    /// The title, as far as it can be read.
    fileprivate var localizedTitle: LocalizedText {
        let code = self["code"]?.text ?? "–"
        return LocalizedText(zh: self["title"]?["zh"]?.text ?? code, en: self["title"]?["en"]?.text ?? code)
    }
}
