package import Exact

/// In whose sheets measured indicators stand.
package enum MeasuredIn: String, Sendable, Hashable, CaseIterable {
    /// In all: each is a view of everything.
    case everySheet = "every_sheet"
    /// In that of the data alone; those of people hold what these rated.
    case data

    func reaches(_ perspective: Perspective.Kind) -> Bool { self == .everySheet || !perspective.rates }
}

extension Template {
    /// Whether an indicator can have points in a perspective's sheet.
    package func holds(_ indicator: Indicator, from perspective: Perspective.Kind) -> Bool {
        indicator.measure == nil ? perspective.rates : measuredIn.reaches(perspective)
    }

    /// How much points of an indicator decide where everything has points: percent of a sheet, or where sheets hold one kind alone, of the total.
    package func weight(of points: BigDecimal, of indicator: Indicator, in dimension: Dimension) -> Rational? {
        guard measuredIn == .data else {
            return Rational(dimension.weight * points).divided(by: Rational(dimension.points))
        }
        let views = perspectives.filter { holds(indicator, from: $0.kind) }
        guard let view = views.first, let place = dimensions.firstIndex(where: { $0.code == dimension.code }) else {
            return nil
        }
        let room = SheetRoom(in: self, from: view.kind)
        let share = views.reduce(BigDecimal.zero) { $0 + $1.weight }
        return Rational(share * dimension.weight * points).divided(by: Rational(room.weight * room.points[place]))
    }
}

/// What a sheet has place for that holds either what is measured or what is rated.
struct SheetRoom {
    /// Full points, dimension by dimension.
    let points: [BigDecimal]
    /// Of the dimensions that have any.
    let weight: BigDecimal

    init(in template: Template, from perspective: Perspective.Kind) {
        points = template.dimensions.map { dimension in
            dimension.indicators.reduce(0) { template.holds($1, from: perspective) ? $0 + $1.points : $0 }
        }
        weight = zip(template.dimensions, points).reduce(0) { $1.1 > 0 ? $0 + $1.0.weight : $0 }
    }
}
