import Exact

/// Points of a level as people write them: `10分`, `8-10`, `满分`, `80%`.
enum PointsText: Hashable, Sendable {
    /// All that the indicator has.
    case full
    case points(ClosedRange<BigDecimal>)
    /// Of a hundred parts of all that the indicator has.
    case share(ClosedRange<BigDecimal>)

    /// Of a text that says nothing else.
    init?(whole text: String) {
        let text = DraftText.plain(text).lowercased()
        if text.wholeMatch(of: #/\s*(?:得|计|给)?\s*(?:满分|full(?:\s+(?:points|marks|score))?)\s*/#) != nil {
            self = .full
        } else if text.wholeMatch(of: #/\s*(?:不得分|零分|无分|none|zero|no\s+points?)\s*/#) != nil {
            self = .points(0...0)
        } else if let found = text.wholeMatch(
            of:
                #/\s*(?:得|计|给|满分的?)?\s*([0-9]+(?:\.[0-9]+)?)\s*(%)?\s*(?:分|points?|pts?)?\s*(?:(?:-+|至|到|to)\s*([0-9]+(?:\.[0-9]+)?)\s*(%)?\s*(?:分|points?|pts?)?\s*)?/#
        ) {
            guard let points = Self.of(found.1, found.3, isShare: found.2 != nil || found.4 != nil) else { return nil }
            self = points
        } else {
            return nil
        }
    }

    private static func of(_ first: Substring, _ second: Substring?, isShare: Bool) -> PointsText? {
        guard let one = BigDecimal(String(first)), let other = BigDecimal(String(second ?? first)) else { return nil }
        let range = min(one, other)...max(one, other)
        return isShare ? .share(range) : .points(range)
    }

    /// Points that stand in a longer text.
    struct Mention {
        let points: PointsText
        let range: Range<String.Index>
        /// Whether a word or an arrow says that they are given: `得10分`, `→10分`.
        let isGiven: Bool
    }

    /// All that are called points in a text; an arrow, a colon or `=` before the last number of it does as well.
    ///
    /// - Parameter text: as ``DraftText/plain(_:)`` gives it.
    static func mentions(in text: String) -> [Mention] {
        let named =
            #/
            (→|=|:|得|计|给|评|为)? \s*
            (?:
                满分的? \s* ([0-9]+(?:\.[0-9]+)?) \s* %
                | (满分 | full \s+ (?:points|marks|score))
                | (不得分 | 零分 | 无分 | no \s+ points? | zero \s+ points?)
                | ([0-9]+(?:\.[0-9]+)?) \s* (?:分|points?|pts?)? \s* (?:(?:-+|至|到|to) \s* ([0-9]+(?:\.[0-9]+)?) \s*)?
                  (?:分(?!钟|以|及以|\(含)|points?|pts?)
            )
            /#.ignoresCase()
        var found = text.matches(of: named).compactMap { match -> Mention? in
            let points: PointsText? =
                if let share = match.2 {
                    Self.of(share, nil, isShare: true)
                } else if match.3 != nil {
                    .full
                } else if match.4 != nil {
                    .points(0...0)
                } else {
                    match.5.flatMap { Self.of($0, match.6, isShare: false) }
                }
            return points.map { Mention(points: $0, range: match.range, isGiven: match.1 != nil) }
        }
        let last = #/(?:→|=|:)\s*([0-9]+(?:\.[0-9]+)?)(?:\s*-+\s*([0-9]+(?:\.[0-9]+)?))?\s*(%)?\s*$/#
        if found.isEmpty, let match = text.firstMatch(of: last),
            let points = of(match.1, match.2, isShare: match.3 != nil)
        {
            found.append(Mention(points: points, range: match.range, isGiven: true))
        }
        return found
    }
}
