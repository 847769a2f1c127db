/// The part of a drawing in which values have places; around it stand their names.
struct Plot: Sendable {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// As wide as what stands at both sides leaves it; that is cut only where it would take half of the drawing.
    ///
    /// - Parameters:
    ///   - before: the texts at the left.
    ///   - behind: the texts at the right.
    init(between before: [String], and behind: [String], top: Double, bottom: Double) {
        left = min(Plot.widest(before, least: 20) + 7, SVG.width / 4)
        right = SVG.width - min(Plot.widest(behind, least: 12) + 6, SVG.width / 4)
        (self.top, self.bottom) = (top, bottom)
    }

    /// The room that the widest of the texts takes.
    static func widest(_ texts: [String], _ style: TextStyle = .quiet, least: Double) -> Double {
        texts.reduce(least) { max($0, style.width(of: $1.plain)) }
    }
}
