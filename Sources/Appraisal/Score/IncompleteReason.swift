package import Exact

/// Why a result has no total.
package enum IncompleteReason: Sendable, Hashable {
    /// A perspective that the template requires has no sheet.
    case noSheet(Perspective.Kind)
    /// No perspective at all has a sheet.
    case noSheets
    /// Too little of the weight could be scored; both in percent.
    case lowCoverage(BigDecimal, minimum: BigDecimal)

    package var text: LocalizedText {
        switch self {
        case .noSheet(.data):
            LocalizedText(zh: "没有可计分的客观数据", en: "nothing could be measured")
        case .noSheet(let perspective):
            LocalizedText(zh: "缺少\(perspective.text.zh)", en: "no \(perspective.text.en)")
        case .noSheets:
            LocalizedText(zh: "没有任何评价或数据", en: "no evaluation and no data")
        case .lowCoverage(let coverage, let minimum):
            LocalizedText(
                zh: "可计分权重为 \(coverage)%，低于要求的 \(minimum.normalized)%",
                en: "\(coverage)% of the weight could be scored, \(minimum.normalized)% is needed")
        }
    }
}

extension Perspective.Kind {
    /// What people call what it gives.
    package var text: LocalizedText {
        switch self {
        case .`self`: LocalizedText(zh: "自评", en: "self-evaluation")
        case .supervisor: LocalizedText(zh: "上级评价", en: "supervisor evaluation")
        case .peer: LocalizedText(zh: "同事评价", en: "peer evaluation")
        case .data: LocalizedText(zh: "客观数据", en: "measured data")
        }
    }
}
