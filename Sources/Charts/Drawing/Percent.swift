/// Shares of counts, in whole percent.
enum Percent {
    /// Rounded half up; a share of nothing is 0.
    static func whole(_ part: Int, of whole: Int) -> Int {
        whole > 0 ? (200 * part + whole) / (2 * whole) : 0
    }

    static func text(_ part: Int, of whole: Int) -> String { "\(Percent.whole(part, of: whole))%" }
}
