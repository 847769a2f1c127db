/// Finds what somebody may have meant.
package enum ClosestName {
    /// The name that takes the fewest changed, missing, additional or swapped letters.
    ///
    /// Upper and lower case are the same. Of several the first in alphabetical order;
    /// nil where none is near.
    package static func to(_ name: String, among names: some Sequence<String>) -> String? {
        let sought = Array(name.lowercased().prefix(64))
        let limit = Swift.max(1, sought.count / 3)
        return names.map { (name: $0, distance: distance(sought, Array($0.lowercased().prefix(64)))) }
            .filter { $0.distance <= limit && $0.distance < sought.count }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Optimal string alignment: Levenshtein's distance with swaps of neighbours.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let changed = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = Swift.min(changed, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = Swift.min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
