/// Writes one drawing.
///
/// All places are absolute, so that a reader of the source, and a test, see where something stands.
struct SVG: Sendable {
    /// Of every drawing, in pixels: what a phone of 360 has between margins.
    static let width = 328.0

    enum Anchor: String, Sendable {
        case start = ""
        case middle = "m"
        case end = "e"
    }

    var height: Double
    private var body = ""
    private var hasHatch = false

    init(height: Double) {
        self.height = height
    }

    /// The whole element.
    ///
    /// Its title and description are those of the chart, under ids of its own.
    func document(of chart: some Chart) -> String {
        let id = chart.caption.id
        let title = chart.caption.title.isEmpty ? chart.language.say("图表", "Chart") : chart.caption.title
        let hatch =
            hasHatch
            ? "<defs><pattern id=\"\(id)-h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
                + "<path class=\"h\" d=\"M0 5L5 0\"/></pattern></defs>"
            : ""
        return
            "<svg class=\"chart\" viewBox=\"0 0 \(SVG.number(SVG.width)) \(SVG.number(height))\" role=\"img\""
            + " aria-labelledby=\"\(id)-t\" aria-describedby=\"\(id)-d\">"
            + "<title id=\"\(id)-t\">\(title.isolated.markup)</title>"
            + "<desc id=\"\(id)-d\">\(chart.summary.markup)</desc>"
            + hatch + body + "</svg>"
    }

    // MARK: - Shapes

    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ name: String) {
        begin("rect", name)
        add(x: x, y: y, width: width, height: height)
    }

    mutating func circle(_ middle: Point, _ radius: Double, _ name: String) {
        begin("circle", name)
        add("cx", middle.x)
        add("cy", middle.y)
        add("r", radius)
        body += "/>"
    }

    mutating func path(_ path: Path, _ name: String) {
        guard !path.text.isEmpty else { return }
        begin("path", name)
        body += " d=\""
        body += path.text
        body += "\"/>"
    }

    mutating func line(_ from: Point, _ to: Point, _ name: String) {
        path(Path([from, to]), name)
    }

    /// A rectangle of stripes, told from a plain one without colour.
    mutating func hatched(_ x: Double, _ y: Double, _ width: Double, _ height: Double, of chart: some Chart) {
        hasHatch = true
        begin("rect", "k")
        body += " fill=\"url(#\(chart.caption.id)-h)\""
        add(x: x, y: y, width: width, height: height)
    }

    // MARK: - Text

    /// A label.
    ///
    /// It is shortened to `room`, and moved until it stands within the drawing. The whole stands in its title.
    ///
    /// - Parameters:
    ///   - place: the end, middle or start of its base line.
    ///   - room: how wide it may be; the drawing's width without it.
    mutating func text(
        _ text: String, at place: Point, _ style: TextStyle = .plain, _ anchor: Anchor = .start,
        room: Double = SVG.width,
        also name: String = ""
    ) {
        let whole = text.plain
        let shown = style.fitted(whole, to: min(room, SVG.width))
        write(shown, at: place, style, anchor, also: name, whole: shown == whole ? nil : whole)
    }

    /// A label in one line or in two around the place.
    ///
    /// A shortened one has its whole in a title if it may have two lines. One line is for very many names, whose
    /// wholes only the table has.
    mutating func text(
        lines most: Int, _ text: String, at place: Point, _ style: TextStyle = .plain, _ anchor: Anchor = .start,
        room: Double
    ) {
        let whole = text.plain
        let lines = most > 1 ? style.wrapped(whole, to: room) : [style.fitted(whole, to: room)]
        let isShort = most > 1 && lines.contains { $0.contains("…") } && !whole.contains("…")
        for (index, line) in lines.enumerated() {
            let y = place.y + (Double(index) - Double(lines.count - 1) / 2) * (style.size + 1)
            let title = isShort && index == lines.count - 1 ? whole : nil
            write(line, at: Point(place.x, y), style, anchor, also: "", whole: title)
        }
    }

    private mutating func write(
        _ shown: String, at place: Point, _ style: TextStyle, _ anchor: Anchor, also name: String, whole: String?
    ) {
        let wide = style.width(of: shown)
        let x =
            switch anchor {
            case .start: max(min(place.x, SVG.width - wide), 0)
            case .middle: max(min(place.x, SVG.width - wide / 2), wide / 2)
            case .end: min(max(place.x, wide), SVG.width)
            }
        begin("text", style.name, anchor.rawValue, name)
        // Zero is what is meant without it.
        if SVG.number(x) != "0" { add("x", x) }
        add("y", place.y)
        body += ">"
        if let whole {
            body += "<title>"
            body += whole.markup
            body += "</title>"
        }
        body += shown.markup
        body += "</text>"
    }

    // MARK: - Parts

    /// - Parameter names: the classes; empty ones are none.
    private mutating func begin(_ element: String, _ names: String...) {
        body += "<"
        body += element
        var isFirst = true
        for name in names where !name.isEmpty {
            body += isFirst ? " class=\"" : " "
            body += name
            isFirst = false
        }
        if !isFirst { body += "\"" }
    }

    private mutating func add(_ attribute: String, _ value: Double) {
        body += " "
        body += attribute
        body += "=\""
        body += SVG.number(value)
        body += "\""
    }

    private mutating func add(x: Double, y: Double, width: Double, height: Double) {
        add("x", x)
        add("y", y)
        add("width", max(width, 0))
        add("height", max(height, 0))
        body += "/>"
    }

    /// With at most 2 decimals, and never as `-0` or with an exponent.
    static func number(_ value: Double) -> String {
        let hundredths = Int((min(max(value, -1e12), 1e12) * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
