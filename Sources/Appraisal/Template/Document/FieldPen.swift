/// Goes through a document field by field: takes down what is written there, and puts other texts in their places.
struct FieldPen {
    /// Where a mapping stands that has fields.
    struct Place {
        /// As the names of its fields begin.
        let name: String
        /// As problems call it.
        let place: String
        /// What else is told at its first field.
        let also: String?

        init(_ name: String, _ place: String, also: String? = nil) {
            (self.name, self.place, self.also) = (name, place, also)
        }

        /// The same for a field that is not the first.
        var alone: Place { Place(name, place) }
    }

    /// By the names of fields; what is not there stays.
    let texts: [String: String]
    /// Which bands or levels there are, in their order, by keys: those of the document are called by their numbers; nil: these, as they are.
    let rows: [String]?
    /// The key of the band or level that is written.
    var row: String?
    private(set) var fields: [TemplateField] = []

    init(texts: [String: String], rows: [String]? = nil) {
        (self.texts, self.rows) = (texts, rows)
    }

    /// The elements of a list by their keys, with nil for those that are new.
    func arranged(_ list: [TemplateNode]) -> [(key: String, node: TemplateNode?)] {
        (rows ?? list.indices.map { "\($0)" }).map { key in
            (key: key, node: Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil })
        }
    }

    /// What stands under a key once the field of that name is written; nil where nothing does.
    func text(_ name: String, under key: String, in node: TemplateNode) -> String? {
        guard let old = node[key]?.text else { return texts[name].flatMap { $0.isEmpty ? nil : $0 } }
        return texts[name] ?? old
    }

    /// What a level is called as the form has it, in the other language where one is missing.
    func title(of level: TemplateNode, _ name: String, or number: String) -> LocalizedText {
        let texts = ["zh", "en"].map { language in
            level["title"].flatMap { text("\(name).\(language)", under: language, in: $0) }.flatMap {
                $0.isEmpty ? nil : $0
            }
        }
        return LocalizedText(zh: texts[0] ?? texts[1] ?? number, en: texts[1] ?? texts[0] ?? number)
    }

    /// One field under a key of its own.
    mutating func write(
        _ what: TemplateField.What, of subject: TemplateField.Subject, _ key: String, in node: TemplateNode,
        _ place: Place
    ) -> TemplateNode {
        guard case .mapping = node else { return node }
        let old = node[key]?.text ?? ""
        let new = take(what, of: subject, "\(place.name).\(key)", old, at: ["\(place.place) \(key)"], also: place.also)
        let isSame =
            what.isText ? old.unicodeScalars.elementsEqual(new.unicodeScalars) : TemplateField.isSame(old, new)
        guard !isSame else { return node }
        if new.isEmpty && what.isOptional { return node.without(key) }
        return node.setting(key, to: Self.node(new, isText: what.isText))
    }

    mutating func write(_ band: TemplateNode, of subject: TemplateField.Subject, _ place: Place) -> TemplateNode {
        let named = write(.name, of: subject, "band", in: band, place)
        let best = write(.best, of: subject, "best", in: named, place)
        let worst = write(.worst, of: subject, "worst", in: best, place)
        let points = writePoints((.first, .last), of: subject, in: worst, place)
        return write(.step, of: subject, "step", in: points, place)
    }

    mutating func write(
        _ level: TemplateNode, asLevel subject: TemplateField.Subject, _ place: Place
    ) -> TemplateNode {
        var level = writePoints((.low, .high), of: subject, in: level, place)
        guard let title = level["title"], case .mapping = title else { return level }
        let own = Place(place.name, "\(place.place) title")
        let zh = write(.zh, of: subject, "zh", in: title, own)
        level = level.setting("title", to: write(.en, of: subject, "en", in: zh, own))
        return level
    }

    /// Two fields under the key `points`, where one number stands for both where they are equal.
    private mutating func writePoints(
        _ whats: (TemplateField.What, TemplateField.What), of subject: TemplateField.Subject, in node: TemplateNode,
        _ place: Place
    ) -> TemplateNode {
        guard case .mapping = node else { return node }
        let written = node["points"]?.elements ?? []
        let old =
            written.count == 2
            ? (written[0].text ?? "", written[1].text ?? "")
            : (node["points"]?.text ?? "", node["points"]?.text ?? "")
        let places = ["\(place.place) points"]
        let first = take(whats.0, of: subject, "\(place.name).\(whats.0)", old.0, at: places, also: nil)
        let given = take(whats.1, of: subject, "\(place.name).\(whats.1)", old.1, at: places, also: nil)
        let last = given.isEmpty ? first : given
        guard !TemplateField.isSame(old.0, first) || !TemplateField.isSame(old.1, last) else { return node }
        let both = TemplateField.isSame(first, last)
        return node.setting(
            "points",
            to: both
                ? Self.node(first, isText: false)
                : .sequence([Self.node(first, isText: false), Self.node(last, isText: false)]))
    }

    /// Takes a field down, and gives what is to stand there.
    private mutating func take(
        _ what: TemplateField.What, of subject: TemplateField.Subject, _ name: String, _ old: String,
        at places: [String], also: String?
    ) -> String {
        let text = texts[name] ?? old
        fields.append(
            TemplateField(
                name: name, what: what, subject: subject, text: text, row: row,
                places: places + (also.map { [$0] } ?? [])))
        return text
    }

    /// What is no number stays a text, so that reading says at this key what was expected.
    private static func node(_ text: String, isText: Bool) -> TemplateNode {
        .scalar(text, quoted: isText || !TemplateLimit.isNumeral(text))
    }
}

extension TemplateNode {
    fileprivate func without(_ key: String) -> TemplateNode { .mapping(entries.filter { $0.key != key }) }
}
