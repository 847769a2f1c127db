import Exact
import Sheets

/// A dimension as the sheet has it.
struct DraftDimension {
    let title: String
    let place: CellPlace
    /// Nil where the sheet does not say.
    var weight: BigDecimal?
    var weightPlace: CellPlace
    var indicators: [DraftIndicator] = []

    init(_ title: String, at place: CellPlace) {
        (self.title, self.place, weightPlace) = (title, place, place)
    }

    /// The points of its indicators, as far as the sheet says them.
    var points: BigDecimal { indicators.reduce(.zero) { $0 + ($1.points ?? .zero) } }
}
