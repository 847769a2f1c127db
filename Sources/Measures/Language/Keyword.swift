/// Words that no column can be called by; upper and lower case are the same.
enum Keyword: String, CaseIterable, Sendable {
    case and, or, not, `in`, `is`, null, `true`, `false`
    case periodStart = "period_start"
    case periodEnd = "period_end"
}
