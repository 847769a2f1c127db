extension SelfAgainstSupervisor {
    private static let pitch = 40.0

    private var isEmpty: Bool { indicators.allSatisfy { $0.own == nil && $0.supervisors == nil } }

    package var svg: String {
        guard !isEmpty else { return empty }
        // The words for the marks stand once, over the first indicator that has both, or else one of them.
        let named =
            indicators.firstIndex { $0.own != nil && $0.supervisors != nil }
            ?? indicators.firstIndex { $0.own != nil || $0.supervisors != nil }
        var svg = SVG(height: Double(indicators.count) * SelfAgainstSupervisor.pitch + 12)
        var y = 0.0
        for (index, indicator) in indicators.enumerated() {
            svg.text(indicator.name, at: Point(0, y + 13), room: 250)
            svg.text(
                language.say("满分 \(indicator.full.text)", "of \(indicator.full.text)"), at: Point(SVG.width, y + 13),
                .quiet, .end, room: 74)
            if index == named { y += 12 }
            draw(indicator, at: y + 27, isNamed: index == named, in: &svg)
            y += SelfAgainstSupervisor.pitch
        }
        return svg.document(of: self)
    }

    private func draw(_ indicator: Indicator, at y: Double, isNamed: Bool, in svg: inout SVG) {
        let place = Mapping(0, max(indicator.full.value, 0), to: 44, SVG.width - 44)
        guard let one = indicator.own ?? indicator.supervisors, let other = indicator.supervisors ?? indicator.own
        else {
            return svg.text(language.say("未评", "not rated"), at: Point(0, y + 4), .quiet)
        }
        svg.line(Point(place.start, y), Point(place.end, y), "rule")
        let own = indicator.own.map { place($0.value) }
        let supervisors = indicator.supervisors.map { place($0.value) }
        if let own, let supervisors { svg.line(Point(own, y), Point(supervisors, y), "own") }
        if let own { svg.circle(Point(own, y), 6, "ring") }
        if let supervisors { svg.circle(Point(supervisors, y), 4, "dot") }
        if isNamed {
            let marks = [(ownWord, own), (supervisorWord, supervisors)].compactMap { word, x in x.map { (word, $0) } }
            let sizes = marks.map { TextStyle.quiet.width(of: $0.0) }
            let places = Lane.spread(marks.map(\.1), sizes: sizes, gap: 8, within: 0...SVG.width)
            for (mark, x) in zip(marks, places) { svg.text(mark.0, at: Point(x, y - 9), .quiet, .middle) }
        }
        let ends = Stretch(one, other)
        let (isOwnLow, isOwnHigh) = (ends.low == indicator.own, ends.high == indicator.own)
        if ends.low.value < ends.high.value {
            svg.text(
                ends.low.text, at: Point(place(ends.low.value) - 9, y + 4), isOwnLow ? .quiet : .plain, .end,
                also: "halo")
        }
        svg.text(
            ends.high.text, at: Point(place(ends.high.value) + 9, y + 4), isOwnHigh ? .quiet : .plain, also: "halo")
    }

    private var ownWord: String { language.say("自评", "self") }
    private var supervisorWord: String { language.say("上级", "supervisor") }

    package var summary: String {
        guard !isEmpty else { return language.noFigures }
        let none = language.say("无", "none")
        let parts = indicators.map {
            "\($0.name.isolated)\(language.say("：", ": "))\(ownWord) \($0.own?.text ?? none), "
                + "\(supervisorWord) \($0.supervisors?.text ?? none)"
        }
        return parts.joined(separator: language.say("；", "; ")) + language.say("。", ".")
    }

    package var table: ChartTable {
        ChartTable(
            [
                .init(language.say("指标", "Indicator")), .init(language.say("自评", "Self"), isNumber: true),
                .init(language.say("上级", "Supervisor"), isNumber: true),
                .init(language.say("满分", "Full"), isNumber: true),
            ],
            indicators.map { [$0.name, $0.own?.text ?? "", $0.supervisors?.text ?? "", $0.full.text] })
    }
}
