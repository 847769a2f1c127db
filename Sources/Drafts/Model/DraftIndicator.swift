import Exact
import Sheets

/// An indicator as the sheet has it.
struct DraftIndicator {
    /// What brings points.
    struct Level {
        let title: String
        /// Nil where the sheet does not say.
        let points: PointsText?
        /// Where it stands, and where its points do.
        let place: CellPlace
        let pointsPlace: CellPlace
    }

    /// What a measure is made of, of the sheet's own words.
    struct Measure {
        var from: String?
        var at: String?
        var filter: String?
        var value: String?

        var isGiven: Bool { from != nil || at != nil || filter != nil || value != nil }
    }

    let title: String
    let place: CellPlace
    var english: String?
    var code: String?
    var unit: String?
    /// Nil where the sheet does not say.
    var points: BigDecimal?
    var pointsPlace: CellPlace
    var levels: [Level] = []
    var measure = Measure()
    var measurePlace: CellPlace
    var minSample: Int?
    /// Whether something in its rows cannot be read: what else is wrong with it may come of that.
    var isFlawed = false
    /// What else stands in its row, by the headings.
    var remarks: [(heading: String, text: String)] = []

    init(_ title: String, at place: CellPlace) {
        (self.title, self.place, pointsPlace, measurePlace) = (title, place, place, place)
    }
}
