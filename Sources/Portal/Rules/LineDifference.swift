/// Where one text differs from another, line by line.
struct LineDifference: Sendable {
    /// Lines that the new text has and the old one has not, by their numbers, from 1.
    private(set) var added: [(number: Int, text: Substring)] = []
    /// Lines that the old text alone has.
    private(set) var removed: [Substring] = []

    /// What is compared line with line takes the square of it in memory; of more lines all that is not the same beginning and end is told.
    private static let most = 400

    init(from old: String, to new: String) {
        let (old, new) = (Self.lines(old), Self.lines(new))
        let start = zip(old, new).prefix { $0 == $1 }.count
        let (oldRest, newRest) = (old[start...], new[start...])
        let end = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
        let (oldPart, newPart) = (oldRest.dropLast(end), newRest.dropLast(end))
        guard max(oldPart.count, newPart.count) <= Self.most else {
            added = newPart.enumerated().map { (start + $0 + 1, $1) }
            removed = Array(oldPart)
            return
        }
        for change in Array(newPart).difference(from: Array(oldPart)) {
            switch change {
            case .insert(let offset, let line, _): added.append((start + offset + 1, line))
            case .remove(_, let line, _): removed.append(line)
            }
        }
        // Removals come from the end.
        removed.reverse()
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
