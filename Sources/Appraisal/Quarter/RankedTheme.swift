package import Exact

/// A theme beside all others of its quarter.
package struct RankedTheme: Sendable, Hashable {
    package let theme: ComplaintTheme
    /// 1: the most complaints.
    package let priority: Int
    /// Percent of all complaints, 2 digits.
    package let sharePercent: BigDecimal
    /// The same of this theme and all above it.
    package let runningPercent: BigDecimal
    /// Whether there were complaints of any theme in the quarter before, so that none of this one says something.
    package let hasPast: Bool

    /// Whether it is frequent and comes back: then it is worth an indicator.
    package var isProposed: Bool {
        sharePercent >= ReviewLimit.themePercent && (theme.repeatPercent ?? 0) > ReviewLimit.repeatPercent
    }

    /// What to change in the service procedure.
    package var suggestion: LocalizedText {
        var parts: [LocalizedText] = []
        if let repeats = theme.repeatPercent, repeats > ReviewLimit.repeatPercent {
            parts.append(
                LocalizedText(
                    zh: "\(repeats.normalized)% 为 \(ComplaintTheme.repeatDays) 天内重复投诉：原因消除后才结案，7 天内回访；同一客户第二次投诉即转二线处理",
                    en:
                        "\(repeats.normalized)% come back within \(ComplaintTheme.repeatDays) days: close them only when the cause is gone, call back within 7 days, and let the second one of a customer go to the second line"
                ))
        }
        if let wait = theme.partsWait, wait >= 24 {
            parts.append(
                LocalizedText(
                    zh: "等配件中位数 \(wait.normalized) 小时：常用配件备库，约上门时即预留",
                    en:
                        "repairs wait a median of \(wait.normalized) hours for parts: keep the usual ones in stock, and reserve them when the visit is booked"
                ))
        }
        if let change = theme.changePercent, change >= 20 {
            parts.append(
                LocalizedText(
                    zh: "比上季度增加 \(change.normalized)%：查明近期变化（产品批次、供应商、人员、流程）",
                    en:
                        "\(change.normalized)% more than in the quarter before: find out what changed (batch, supplier, staff, procedure)"
                ))
        } else if hasPast, theme.previous == 0 {
            parts.append(
                LocalizedText(zh: "上季度没有：查明起因", en: "there were none in the quarter before: find out what began"))
        }
        guard !parts.isEmpty else {
            return LocalizedText(zh: "暂无需改变，下季度再看", en: "nothing to change yet; look again next quarter")
        }
        return LocalizedText(
            zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
    }
}

extension [ComplaintTheme] {
    /// The themes with the most complaints first, with their shares (Pareto).
    package var ranked: [RankedTheme] {
        let all = reduce(0) { $0 + $1.complaints }
        let hasPast = contains { $0.previous > 0 }
        var running = 0
        return sorted { ($1.complaints, $0.name) < ($0.complaints, $1.name) }.enumerated().map { index, theme in
            running += theme.complaints
            return RankedTheme(
                theme: theme, priority: index + 1,
                sharePercent: .percent(theme.complaints, of: all) ?? 0,
                runningPercent: .percent(running, of: all) ?? 0, hasPast: hasPast)
        }
    }
}
