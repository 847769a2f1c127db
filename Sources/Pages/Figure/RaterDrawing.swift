import Charts

/// The axis of raters from strict to lenient, as a portal shows it.
package enum RaterDrawing {
    package struct Rater: Sendable {
        package let name: String
        /// From all raters, as the database prints numbers; below zero is strict.
        package let difference: String
        package let ends: (low: String, high: String)?
        package let isMarked: Bool

        package init(name: String, difference: String, ends: (low: String, high: String)?, isMarked: Bool) {
            (self.name, self.difference, self.ends, self.isMarked) = (name, difference, ends, isMarked)
        }
    }

    /// The drawing with its table, escaped.
    package static func figure(of raters: [Rater], _ words: Words) -> String {
        let title = words.say("评分人：从严到松", "Raters, from strict to lenient")
        let drawn = raters.compactMap { rater -> RaterAxis.Rater? in
            guard let difference = figure(rater.difference) else { return nil }
            let interval = rater.ends.flatMap { ends in
                figure(ends.low).flatMap { low in figure(ends.high).map { Stretch(low, $0) } }
            }
            return RaterAxis.Rater(
                name: rater.name, difference: difference, interval: interval, isMarked: rater.isMarked)
        }
        return RaterAxis(Caption(id: "raters", title: title, language: words.chart), raters: drawn).figure
    }

    private static func figure(_ digits: String) -> Figure? { Figure(digits, shown: signed(digits)) }

    /// With its sign: `+3.2`.
    package static func signed(_ digits: String) -> String {
        digits.hasPrefix("-") || digits == "0" ? digits.withMinus : "+\(digits)"
    }
}
