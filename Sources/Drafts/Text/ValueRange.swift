import Exact

/// Values that a level stands for, as people write them: `≥95%`, `90%-95%`, `2小时以内`, `0次`.
struct ValueRange: Hashable, Sendable {
    /// Nil where it is open.
    var lower: BigDecimal?
    var upper: BigDecimal?
    /// Whether the ends belong to it.
    var hasLower = true
    var hasUpper = true
    var unit: String?

    /// - Throws: ``DraftFlaw/Reason/notValue(_:)`` where the text says something else, or more; where it may say two things, what these are.
    init(_ text: String) throws(DraftFlaw.Reason) {
        // Two dashes are one of Chinese.
        let range = text.replacing(#/[~～〜∼]|[—–―]{2,}/#, with: "至")
        let words = DraftText.plain(range).lowercased().replacing("大于或等于", with: "≥").replacing("小于或等于", with: "≤")
        // Words beside the values: a second condition would be lost.
        let second = #/且|并|未|没|或(?!以)|和|\b(?:and|or)\b(?!\s+(?:above|over|more|below|under|less|fewer))/#
        guard !words.contains(second) else { throw .notValue(text) }
        let marked: String
        do throws(NumberSigns.Doubt) {
            marked = try NumberSigns.marked(words)
        } catch {
            throw error == .dash ? .dash(text) : .comma(text)
        }
        guard let read = ValueRange(marked: marked) else { throw .notValue(text) }
        self = read
    }

    private init?(marked text: String) {
        if let found = text.firstMatch(
            of:
                #/(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+|[个工作]*[小时分钟天日次件单起]+)?(?:\(含\))?(≤|<)[^0-9≤<⁻]{1,12}(≤|<)(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+|[个工作]*[小时分钟天日次件单起]+)?/#
        ) {
            self.init(found.1, found.5, unit: found.6 ?? found.2, in: text, found.range)
            (hasLower, hasUpper) = (found.3 == "≤", found.4 == "≤")
        } else if let found = text.firstMatch(
            of:
                #/([\[(])?(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+?|[个工作]*[小时分钟天日次件单起]+)?(?:\(含\))?(-|至|到|to|,)(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+|[个工作]*[小时分钟天日次件单起]+)?(?:\((?:含|不含)\))?([\])])?/#
        ) {
            self.init(found.2, found.5, unit: found.6 ?? found.3, in: text, found.range)
            // As mathematics writes it; around a range with a dash parentheses are parentheses.
            let isInterval = found.4 == ","
            // Without brackets a comma is a mark of decimals or thousands; which one is not known.
            if isInterval, found.1 == nil || found.7 == nil || found.5.hasPrefix("00") { return nil }
            (hasLower, hasUpper) = (!isInterval || found.1 != "(", !isInterval || found.7 != ")")
        } else if let found = text.firstMatch(
            of:
                #/(≥|>|≤|<|大于等于|不低于|不少于|不小于|至少|达到|大于|高于|超过|多于|小于等于|不高于|不超过|不大于|不多于|小于|低于|少于|不足|atleast|notlessthan|nolessthan|nolowerthan|morethan|greaterthan|above|over|atmost|upto|nomorethan|notmorethan|within|lessthan|fewerthan|below|under)(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+|[个工作]*[小时分钟天日次件单起]+)?(?:\(含\)|以上|以下|以内|之内|内)?/#
        ) {
            let isLower = Self.lowerSigns.contains(String(found.1))
            self.init(isLower ? found.2 : nil, isLower ? nil : found.2, unit: found.3, in: text, found.range)
            let isOpen = Self.openSigns.contains(String(found.1))
            (hasLower, hasUpper) = (!isOpen, !isOpen)
        } else if let found = text.firstMatch(
            of:
                #/(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+?|[个工作]*[小时分钟天日次件单起]+)?(?:\(含\))?(及以上|以上|或以上|ormore|andabove|orabove|andover|ormorethan|\+|及以下|以下|或以下|以内|之内|内|orless|orfewer|andbelow|orbelow|andunder)/#
        ) {
            let isLower = found.3.contains(#/上|more|above|over|\+/#)
            self.init(isLower ? found.1 : nil, isLower ? nil : found.1, unit: found.2, in: text, found.range)
        } else if let found = text.wholeMatch(
            of: #/[^0-9⁻.]{0,12}?(⁻?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(%|[a-z]+|[个工作]*[小时分钟天日次件单起]+)?/#
        ) {
            self.init(found.1, found.1, unit: found.2, in: text, found.range)
        } else {
            return nil
        }
        if let least = lower, let most = upper, least > most {
            lower = most
            upper = least
        }
    }

    /// Nil where more numbers stand in the text than were read.
    private init?(
        _ lower: Substring?, _ upper: Substring?, unit: Substring?, in text: String, _ range: Range<String.Index>
    ) {
        var rest = text
        rest.removeSubrange(range)
        guard !rest.contains(where: { $0.isNumber || "≥≤<>⁻".contains($0) }) else { return nil }
        self.lower = lower.flatMap { NumberSigns.number($0) }
        self.upper = upper.flatMap { NumberSigns.number($0) }
        if let unit {
            guard let known = Self.unit(String(unit)) else { return nil }
            self.unit = known
        }
    }

    private static let lowerSigns: Set<String> = [
        "≥", ">", "大于等于", "不低于", "不少于", "不小于", "至少", "达到", "atleast", "notlessthan", "nolessthan", "nolowerthan", "大于",
        "高于", "超过", "多于", "morethan",
        "greaterthan", "above", "over",
    ]

    private static let openSigns: Set<String> = [
        ">", "<", "大于", "高于", "超过", "多于", "小于", "低于", "少于", "不足", "morethan", "greaterthan", "above", "over",
        "lessthan",
        "fewerthan", "below", "under",
    ]

    /// What templates call a unit; nil of one that is not known.
    static func unit(_ text: String) -> String? {
        switch text {
        case "%", "percent", "pct", "百分比": "percent"
        case "小时", "个小时", "工作小时", "个工作小时", "h", "hr", "hrs", "hour", "hours", "时": "hour"
        case "分钟", "m", "min", "mins", "minute", "minutes": "minute"
        case "天", "日", "个工作日", "工作日", "d", "day", "days": "day"
        case "次", "件", "单", "起", "个", "time", "times", "task", "tasks", "ticket", "tickets", "case", "cases", "count",
            "x":
            "count"
        case "分", "point", "points", "score": "score"
        default: nil
        }
    }
}
