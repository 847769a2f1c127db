package import Appraisal
package import Exact

/// The scores of a result's sheets; nil where a perspective has none.
package struct SheetScores: Sendable, Equatable {
    private var own: BigDecimal?
    private var supervisor: BigDecimal?
    private var peer: BigDecimal?
    private var data: BigDecimal?

    package internal(set) subscript(_ perspective: Perspective.Kind) -> BigDecimal? {
        get {
            switch perspective {
            case .`self`: own
            case .supervisor: supervisor
            case .peer: peer
            case .data: data
            }
        }
        set {
            switch perspective {
            case .`self`: own = newValue
            case .supervisor: supervisor = newValue
            case .peer: peer = newValue
            case .data: data = newValue
            }
        }
    }
}
