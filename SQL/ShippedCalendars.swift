/// Holidays that are shipped, as iCalendar files.
package enum ShippedCalendars {
    /// By name.
    package static let all: [String: String] = [
        "china-2026": PackageResources.china_2026_ics
    ]
}
