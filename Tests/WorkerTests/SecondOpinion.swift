/// A second computation of everything a period's scoring finds, to hold the stored results against.
///
/// It is slow and goes row by row, from the rules in docs alone: rows in Swift in place of SQL, fractions of its
/// own in place of rounded decimals, closures in place of the measure language. It shares no code with what it checks,
/// so that an error would have to be made twice to go unseen.
enum SecondOpinion {
    /// An id as PostgreSQL tells ids apart: by bytes, where Swift takes texts for equal that differ in Unicode's normal form.
    typealias Key = [UInt8]
}

extension SecondOpinion {
    static func key(_ id: String) -> Key { Array(id.utf8) }
}
