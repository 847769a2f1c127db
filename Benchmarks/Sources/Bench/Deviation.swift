import Foundation

/// How far totals in floating point are from the exact ones.
struct Deviation: Codable, CustomStringConvertible {
    /// How many of them differ at all, in percent.
    let percent: Double
    /// By how much.
    let most: Double

    var description: String {
        percent == 0 ? "none" : String(format: "%.1f%%, by up to %.2f", percent, most)
    }
}
