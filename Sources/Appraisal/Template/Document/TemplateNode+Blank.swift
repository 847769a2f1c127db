/// What is new in a document, and waits to be filled in: each empty text is told by the check where it is not.
extension TemplateNode {
    private static let empty = TemplateNode.scalar("", quoted: true)
    private static let emptyTitle = mapping([Entry(key: "zh", value: empty), Entry(key: "en", value: empty)])

    static let blankBand = mapping(["band", "best", "worst", "points"].map { Entry(key: $0, value: empty) })

    /// - Parameter codes: of the levels that there are; its own is added.
    static func blankLevel(besides codes: inout Set<String>) -> TemplateNode {
        var number = codes.count + 1
        while !codes.insert("level\(number)").inserted { number += 1 }
        return .mapping([
            Entry(key: "level", value: .scalar("level\(number)", quoted: true)),
            Entry(key: "title", value: emptyTitle), Entry(key: "points", value: empty),
        ])
    }

    /// An indicator of two levels, or of two bands.
    static func blank(_ kind: TemplateField.Part.Kind, code: String) -> TemplateNode {
        let own = [
            Entry(key: "code", value: .scalar(code, quoted: true)), Entry(key: "title", value: emptyTitle),
            Entry(key: "points", value: empty),
        ]
        switch kind {
        case .rated:
            var codes: Set<String> = []
            let levels = (1...2).map { _ in blankLevel(besides: &codes) }
            return .mapping(own + [Entry(key: "rated", value: .sequence(levels))])
        case .measured:
            let measure = ["from", "at", "value"].map { Entry(key: $0, value: empty) }
            return .mapping(
                own + [
                    Entry(key: "measure", value: .mapping(measure)),
                    Entry(key: "scale", value: .sequence([blankBand, blankBand])),
                ])
        }
    }
}
