import Exact

extension TemplateReader {
    func scale(_ fields: Fields, points full: BigDecimal?) -> Scale? {
        guard let nodes = fields.list("scale", limit: .bands) else { return nil }
        let read = nodes.enumerated().map { index, node -> (band: Band, fields: Fields)? in
            let name = node["band"]?.text.map { "\"\($0)\"" } ?? "\(index + 1)"
            let place = "\(fields.place) scale band \(name)"
            let keys = ["band", "best", "worst", "points", "step"]
            guard let fields = Fields(node, at: place, keys: keys, log: log) else { return nil }
            return band(fields).map { ($0, fields) }
        }
        if let full, let (best, fields) = read.first.flatMap(\.self), best.first != full {
            fields.note(
                "the best band gives \(best.first.normalized) at best, not the indicator's \(full.normalized) points",
                at: "points")
        }
        let bands = read.compactMap(\.self)
        let scale = Scale(bands: bands.map(\.band))
        if let scale {
            for (index, (band, fields)) in bands.enumerated() {
                check(band, after: bands[..<index].map(\.band), scale.direction, fields)
            }
        } else if bands.count == nodes.count {
            fields.note("no band's best and worst differ, so it does not show which way is better", at: "scale")
        }
        return bands.count == nodes.count ? scale : nil
    }

    private func band(_ fields: Fields) -> Band? {
        let name = fields.text("band")
        let best = fields.number("best", .any)
        let worst = fields.number("worst", .any)
        let points = fields.oneOrTwoNumbers("points", .points)
        let step = fields.optionalNumber("step", .positive)
        guard let name, let best, let worst, let (first, last, isOne) = points else { return nil }
        if best == worst && !isOne {
            fields.note("best and worst are equal, so the band gives one number of points, not two", at: "points")
        }
        if first < last {
            fields.note(
                "\(first.normalized) at best and \(last.normalized) at worst: a better value must not get fewer points",
                at: "points")
        }
        if let step, step > max(best - worst, worst - best) {
            fields.note("\(step.normalized) is wider than the band", at: "step")
        }
        return Band(name: name, best: best, worst: worst, first: first, last: last, step: step)
    }

    private func check(
        _ band: Band, after bands: [Band], _ direction: Scale.Direction, _ fields: Fields
    ) {
        if bands.contains(where: { $0.name == band.name }) { fields.note("the band is listed twice") }
        if direction.isBetter(band.worst, than: band.best) {
            let better = direction == .higherIsBetter ? "higher" : "lower"
            fields.note(
                "turns round: \(better) is better in the bands before, so its worst cannot be better than its best")
        }
        if let last = bands.last {
            if direction.isBetter(band.best, than: last.worst) {
                fields.note(
                    "overlaps the band before: it begins at \(band.best.normalized), before that one ends at "
                        + "\(last.worst.normalized)")
            } else if band.worst == last.worst {
                fields.note("no value falls into it: the band before reaches as far as \(last.worst.normalized)")
            }
            if band.first > last.last {
                fields.note(
                    "\(band.first.normalized) is above the \(last.last.normalized) at the end of the band before: "
                        + "a better value must not get fewer points",
                    at: "points")
            }
        }
    }
}
