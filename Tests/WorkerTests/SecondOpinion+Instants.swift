extension SecondOpinion {
    /// Picks points in time, many of them where a period begins or ends.
    struct Instants {
        let period: Period

        func instant(_ dice: inout Dice) -> Int {
            switch dice.number(0...19) {
            case 0: period.start
            case 1: period.start - 1
            case 2: period.end
            case 3: period.end - 1
            case 4: period.start - dice.number(0...40) * Days.microseconds
            case 5: period.end + dice.number(0...40) * Days.microseconds
            default: dice.number(period.start...period.end - 1)
            }
        }

        func day(_ dice: inout Dice) -> Int {
            dice.happens(20)
                ? dice.pick([
                    period.days.lowerBound - 1, period.days.lowerBound, period.days.upperBound,
                    period.days.upperBound + 1,
                ]) : dice.number(period.days)
        }

        /// Not in the hours in which clocks change, but for the midnights of the period's ends.
        func local(_ dice: inout Dice) -> Int {
            let hour = 3_600_000_000
            return dice.happens(20)
                ? dice.pick([period.days.lowerBound, period.days.upperBound + 1]) * Days.microseconds
                    - dice.pick([0, 0, 1])
                : day(&dice) * Days.microseconds + dice.number(6 * hour...23 * hour)
        }

        /// Long enough after another to land on an edge of a scale, or anywhere near.
        func after(_ instant: Int, _ dice: inout Dice) -> Int {
            let hour = 3_600_000_000
            let steps = [
                0, hour, hour, 2 * hour, 2 * hour + 3600, 8 * hour, 24 * hour, -hour, dice.number(0...100 * hour),
            ]
            return instant + dice.pick(steps)
        }
    }
}
