extension ScaleStrip {
    struct Words {
        let language: ChartLanguage

        func target(_ target: Figure) -> String { language.say("目标 \(target.text)", "target \(target.text)") }

        func peers(_ peers: Stretch) -> String {
            language.say("中间一半同事 \(language.stretch(peers))", "middle half of peers \(language.stretch(peers))")
        }
    }

    var words: Words { Words(language: language) }

    package var summary: String {
        guard let value else { return language.noFigures }
        guard let span = StripSpan(self) else { return value.text + language.say("。", ".") }
        let band = span.band(of: value)?.name.isolated
        var parts = [
            interval.map {
                language.say(
                    "\(value.text)，区间 \(language.stretch($0))", "\(value.text), interval \(language.stretch($0))")
            } ?? value.text
        ]
        if let band { parts[0] += language.say("，落在“\(band)”", ", in the band “\(band)”") }
        parts[0] += language.say("。", ".")
        if let peers { parts.append(words.peers(peers) + language.say("。", ".")) }
        if let target { parts.append(words.target(target) + language.say("。", ".")) }
        parts.append(language.say("越靠右越好。", "Better lies to the right."))
        return parts.joined(separator: language.gap)
    }

    package var table: ChartTable {
        var rows: [[String]] = []
        if let value { rows.append([language.say("数值", "Value"), value.text, ""]) }
        if let interval { rows.append([language.say("区间", "Interval"), language.stretch(interval), ""]) }
        if let peers { rows.append([language.say("中间一半同事", "Middle half of peers"), language.stretch(peers), ""]) }
        if let target { rows.append([language.say("目标", "Target"), target.text, ""]) }
        for band in bands { rows.append([band.name, language.stretch(Stretch(band.best, band.worst)), band.label]) }
        return ChartTable(
            [
                .init(language.say("项目", "Item")), .init(language.say("范围", "From – to"), isNumber: true),
                .init(language.say("得到", "Brings"), isNumber: true),
            ], rows)
    }
}
