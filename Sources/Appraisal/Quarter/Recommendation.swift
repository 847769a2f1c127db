/// What the figures of an indicator recommend; of those that hold the first counts.
package enum Recommendation: String, Sendable, Hashable, CaseIterable {
    case tooFew = "too_few"
    case fixData = "fix_data"
    case tooNoisy = "too_noisy"
    case raiseTarget = "raise_target"
    case lowerTargetOrTrain = "lower_target_or_train"
    case examine
    case trainRaters = "train_raters"
    case prioritise
    case keep

    /// What to do.
    package var title: LocalizedText {
        switch self {
        case .tooFew: LocalizedText(zh: "人数太少，暂不判断", en: "too few to tell")
        case .fixData: LocalizedText(zh: "补齐数据", en: "fix the data")
        case .tooNoisy: LocalizedText(zh: "不宜单独决定薪酬", en: "do not pay by it alone")
        case .raiseTarget: LocalizedText(zh: "提高目标", en: "raise the target")
        case .lowerTargetOrTrain: LocalizedText(zh: "降低目标或培训", en: "lower the target or train")
        case .examine: LocalizedText(zh: "检查指标本身", en: "examine the indicator")
        case .trainRaters: LocalizedText(zh: "培训评分人", en: "train the raters")
        case .prioritise: LocalizedText(zh: "优先改进", en: "prioritise")
        case .keep: LocalizedText(zh: "保留", en: "keep")
        }
    }
}

/// How sure a recommendation is.
package enum Certainty: String, Sendable, Hashable {
    /// The 95% interval of the figure lies beyond the limit.
    case clear
    /// The limit lies within it.
    case likely

    package var title: LocalizedText {
        switch self {
        case .clear: LocalizedText(zh: "明确", en: "clear")
        case .likely: LocalizedText(zh: "可能", en: "likely")
        }
    }
}
