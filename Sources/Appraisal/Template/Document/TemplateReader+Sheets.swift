extension TemplateReader {
    func measuredIn(_ fields: Fields) -> MeasuredIn {
        guard let text = fields.optionalText("measured_in") else { return .everySheet }
        guard let measuredIn = MeasuredIn(rawValue: text) else {
            let known = MeasuredIn.allCases.map(\.rawValue).joined(separator: " or ")
            fields.note("expected \(known), found '\(text)'", at: "measured_in")
            return .everySheet
        }
        return measuredIn
    }

    /// Where what is measured stands in the data's sheet alone, there has to be that sheet, and something left for those of people.
    func checkKinds(of perspectives: [Perspective], dimensions: [Dimension]) {
        guard !perspectives.isEmpty, !dimensions.isEmpty else { return }
        let indicators = dimensions.flatMap(\.indicators)
        if indicators.contains(where: { $0.measure != nil }), !perspectives.contains(where: { !$0.kind.rates }) {
            log.note(
                "what is measured would count nowhere; add data to the sources, or leave measured_in out",
                at: "\(place) measured_in")
        }
        guard !indicators.contains(where: { $0.measure == nil }) else { return }
        for perspective in perspectives where perspective.kind.rates {
            log.note(
                "with measured_in: data it holds what people rate, and nothing is rated; leave the source or measured_in out",
                at: "\(place) sources \(perspective.kind.rawValue)")
        }
    }
}
