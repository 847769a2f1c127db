package import Exact

extension LocalizedText {
    /// A value to two digits at most, with its unit: `0.64 h`, `78.57%`.
    package init(_ value: BigDecimal, unit: String?) {
        self.init(exactly: value.rounded(to: 2).normalized, unit: unit)
    }

    /// A value as it is, with its unit.
    package init(exactly number: BigDecimal, unit: String?) {
        switch unit {
        case nil, "nps", "score": self.init(zh: "\(number)", en: "\(number)")
        case "percent": self.init(zh: "\(number)%", en: "\(number)%")
        case "hour": self.init(zh: "\(number) 小时", en: "\(number) h")
        case "count": self.init(zh: "\(number) 次", en: "\(number)")
        case "task": self.init(zh: "\(number) 项", en: "\(number) tasks")
        case .some(let other): self.init(zh: "\(number) \(other)", en: "\(number) \(other)")
        }
    }
}
