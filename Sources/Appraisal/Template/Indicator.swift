package import Exact

/// One thing that people are appraised by.
package struct Indicator: Sendable, Hashable {
    /// Unique within the template.
    package let code: String
    package let title: LocalizedText
    /// Full points.
    package let points: BigDecimal
    /// What its value is counted in, where it has one.
    package let unit: String?
    /// A smaller sample is insufficient: no value and no points.
    package let minSample: Int
    package let basis: Basis

    /// Where its points come from.
    package enum Basis: Sendable, Hashable {
        /// From people, within levels that are listed from the best down.
        case rated([Level])
        /// From data, through a scale; apart, because an indicator is copied more often than it is measured.
        indirect case measured(Measure, Scale)
    }

    package var measure: Measure? {
        if case .measured(let measure, _) = basis { measure } else { nil }
    }

    /// Whether its value is that of the person's whole department.
    package var isOfDepartment: Bool { measure?.isOfDepartment ?? false }

    /// Whether its values are held against the mean of the peers.
    package var isRelative: Bool { measure?.relativeTo == .peerMean }

    /// Whether its values are held against the person's own of the period before.
    package var isChange: Bool { measure?.relativeTo == .previous }

    /// Whether its values are scored as they stand among rows of the same kinds.
    package var isAdjusted: Bool { measure?.scoredOnAdjusted ?? false }

    package var scale: Scale? {
        if case .measured(_, let scale) = basis { scale } else { nil }
    }
}
