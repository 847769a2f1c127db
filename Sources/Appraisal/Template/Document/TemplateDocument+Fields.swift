extension TemplateDocument {
    /// What a form about a part of a flat document asks for, in the order in which it is written; empty where there is no such part.
    ///
    /// - Parameters:
    ///   - rows: which bands or levels there are, by keys; nil: those of the document.
    ///   - texts: what is written in the form so far, by the names of fields.
    package func fields(
        of part: TemplateField.Part, rows: [String]? = nil, entering texts: [String: String] = [:]
    ) -> [TemplateField] {
        var pen = FieldPen(texts: texts, rows: rows)
        _ = written(part, by: &pen)
        return pen.fields
    }

    /// The document with texts in the place of those of its fields, by their names.
    ///
    /// What says the same stays as it was written, and so does everything that no field is about.
    package func entering(
        _ texts: [String: String], in part: TemplateField.Part, rows: [String]? = nil
    ) -> TemplateDocument {
        var pen = FieldPen(texts: texts, rows: rows)
        return with(written(part, by: &pen))
    }

    private func with(_ root: TemplateNode) -> TemplateDocument {
        TemplateDocument(root: root, name: name, leftovers: leftovers)
    }

    /// The document without an indicator.
    package func removing(indicator code: String) -> TemplateDocument {
        guard case .sequence(let dimensions)? = root["dimensions"] else { return self }
        let left = dimensions.map { dimension in
            guard case .sequence(let indicators)? = dimension["indicators"] else { return dimension }
            return dimension.setting("indicators", to: .sequence(indicators.filter { $0["code"]?.text != code }))
        }
        return with(root.setting("dimensions", to: .sequence(left)))
    }

    /// Whether it still extends another: then what it takes over stands elsewhere.
    package var isFlat: Bool { root["extends"] == nil && root["weights"] == nil }

    /// The indicators by dimension, as a list shows them, whether or not they can be read.
    package var outline: [(code: String?, title: LocalizedText, indicators: [(code: String, title: LocalizedText)])] {
        (root["dimensions"]?.elements ?? []).map { dimension in
            let indicators = (dimension["indicators"]?.elements ?? []).compactMap { indicator in
                indicator["code"]?.text.map { (code: $0, title: indicator.localizedTitle) }
            }
            return (code: dimension["code"]?.text, title: dimension.localizedTitle, indicators: indicators)
        }
    }

    /// Levels of an indicator by their codes, as far as they can be read.
    package func levels(of indicator: String) -> [(code: String, title: LocalizedText)] {
        let indicators = (root["dimensions"]?.elements ?? []).flatMap { $0["indicators"]?.elements ?? [] }
        let own = indicators.first { $0["code"]?.text == indicator }
        return (own?["rated"]?.elements ?? []).compactMap { level in
            level["level"]?.text.map { (code: $0, title: level.localizedTitle(or: $0)) }
        }
    }

    /// Which rows its measures look at, each once.
    package var grounds: [MeasuredGround] {
        var grounds: [MeasuredGround] = []
        for dimension in root["dimensions"]?.elements ?? [] {
            for indicator in dimension["indicators"]?.elements ?? [] {
                guard let from = indicator["measure"]?["from"]?.text, let at = indicator["measure"]?["at"]?.text
                else { continue }
                let ground = MeasuredGround(from: from, at: at)
                if !grounds.contains(ground) { grounds.append(ground) }
            }
        }
        return grounds
    }

    private func written(_ part: TemplateField.Part, by pen: inout FieldPen) -> TemplateNode {
        switch part {
        case .whole: writtenWhole(by: &pen)
        case .indicator(let code): written(code, by: &pen)
        case .added(let kind): added(kind, by: &pen)
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

    /// With an indicator more, at the end of the dimension that the form names.
    private func added(_ kind: TemplateField.Part.Kind, by pen: inout FieldPen) -> TemplateNode {
        guard case .sequence(var dimensions)? = root["dimensions"], !dimensions.isEmpty else { return root }
        let chosen = pen.texts[TemplateField.dimension]
        let index = dimensions.firstIndex { $0["code"]?.text == chosen } ?? 0
        guard case .sequence(let indicators)? = dimensions[index]["indicators"] else { return root }
        let taken = outline.flatMap(\.indicators).map(\.code)
        let code = Code.made(of: pen.texts["own.en"] ?? "", besides: Set(taken))
        let named = "\(place) \(dimensions[index]["code"]?.text ?? "dimension \(index + 1)")/\(code)"
        let blank = TemplateNode.blank(kind, code: code)
        let titled = pen.writeTitle(of: blank, FieldPen.Place("own", named))
        let pointed = pen.write(.points, of: .added, "points", in: titled, FieldPen.Place("own", named))
        let measured = kind == .measured ? pen.writeMeasure(of: pointed, named) : pointed
        let indicator = writtenRows(of: measured, at: named, by: &pen)
        dimensions[index] = dimensions[index].setting("indicators", to: .sequence(indicators + [indicator]))
        return root.setting("dimensions", to: .sequence(dimensions))
    }

    private func written(_ indicator: TemplateNode, at named: String, by pen: inout FieldPen) -> TemplateNode {
        let pointed = pen.write(
            .points, of: .titled(indicator.localizedTitle), "points", in: indicator, FieldPen.Place("own", named))
        return writtenRows(of: pointed, at: named, by: &pen)
    }

    /// With its bands, or its levels.
    private func writtenRows(of node: TemplateNode, at named: String, by pen: inout FieldPen) -> TemplateNode {
        var indicator = node
        if case .sequence(let bands)? = indicator["scale"] {
            var written: [TemplateNode] = []
            for (key, node) in pen.arranged(bands) {
                let (band, number) = (node ?? .blankBand, "\(written.count + 1)")
                let name = pen.text("scale.\(key).band", under: "band", in: band)
                pen.row = key
                let place = FieldPen.Place("scale.\(key)", "\(named) scale band \(name.map { "\"\($0)\"" } ?? number)")
                let isNamed = name?.isEmpty == false
                written.append(pen.write(band, of: .band(isNamed ? name ?? number : number), place))
            }
            indicator = indicator.setting("scale", to: .sequence(written))
        }
        if case .sequence(let levels)? = indicator["rated"] {
            var written: [TemplateNode] = []
            var codes = Set(levels.compactMap { $0["level"]?.text })
            for (key, node) in pen.arranged(levels) {
                let level = node ?? .blankLevel(besides: &codes)
                let code = level["level"]?.text
                let number = "\(written.count + 1)"
                pen.row = key
                let place = FieldPen.Place("rated.\(key)", "\(named) level \(code.map { "\"\($0)\"" } ?? number)")
                let title = pen.title(of: level, "rated.\(key)", or: number)
                written.append(pen.write(level, asLevel: .level(title), place))
            }
            indicator = indicator.setting("rated", to: .sequence(written))
        }
        pen.row = nil
        return indicator
    }
}

extension TemplateNode {
    /// The title, as far as it can be read.
    fileprivate var localizedTitle: LocalizedText { localizedTitle(or: self["code"]?.text ?? "–") }

    fileprivate func localizedTitle(or code: String) -> LocalizedText {
        LocalizedText(zh: self["title"]?["zh"]?.text ?? code, en: self["title"]?["en"]?.text ?? code)
    }
}
