/// A line on which labels stand side by side.
enum Lane {
    /// Where the middles of labels go so that none covers another, each as near to its own place as the others let it.
    ///
    /// Labels that do not fit all together overlap as little as they must, and none leaves the lane.
    /// - Parameters:
    ///   - middles: where each would stand if it were alone, in any order.
    ///   - sizes: the extent of each along the lane.
    static func spread(_ middles: [Double], sizes: [Double], gap: Double, within room: ClosedRange<Double>) -> [Double]
    {
        let order = middles.indices.sorted { (middles[$0], $0) < (middles[$1], $1) }
        var places = middles
        var free = room.lowerBound
        for index in order {
            places[index] = max(middles[index], free + sizes[index] / 2)
            free = places[index] + sizes[index] / 2 + gap
        }
        var end = room.upperBound
        for index in order.reversed() {
            places[index] = max(min(places[index], end - sizes[index] / 2), room.lowerBound + sizes[index] / 2)
            end = places[index] - sizes[index] / 2 - gap
        }
        return places
    }
}
