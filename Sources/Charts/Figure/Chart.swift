/// A drawing of figures, with the same figures in words and as a table.
package protocol Chart: Sendable {
    var caption: Caption { get }
    /// What there is to see, in a few sentences, for whoever cannot see it.
    var summary: String { get }
    var table: ChartTable { get }
    /// One `<svg>` element. It holds no style of its own; ``ChartStyle/sheet`` gives it one.
    var svg: String { get }
}

extension Chart {
    var language: ChartLanguage { caption.language }

    /// The drawing, and behind one touch its table.
    package var figure: String {
        let words = language.say("查看数据", "Figures")
        return
            "<figure class=\"chart-figure\">\(svg)<details><summary>\(words)</summary>\(table.html)</details></figure>"
    }

    /// What is drawn where there is nothing to draw.
    var empty: String {
        var svg = SVG(height: 40)
        svg.text(language.noFigures, at: Point(SVG.width / 2, 24), .quiet, .middle)
        return svg.document(of: self)
    }
}
