extension SecondOpinion {
    /// Writes who held which post, and when.
    struct Assignments {
        let period: Period
        let posts: [String]
        let ids: [String]

        func assignments(of id: String, _ dice: inout Dice) -> [Row] {
            let (first, last) = (period.days.lowerBound, period.days.upperBound)
            let middle = dice.number(first + 1...last - 1)
            let stretches: [(from: Int?, to: Int?)] =
                switch dice.number(0...15) {
                case 0...5: [(nil, nil)]
                case 6: [(middle, nil)]
                case 7: [(first - 90, middle)]
                case 8: [(nil, middle - 1), (middle, nil)]
                case 9: [(first - 30, middle + 1), (middle - 1, last + 20)]
                case 10: [(first - 9, first), (last, nil)]
                case 11: [(nil, first - 1), (last + 1, nil)]
                case 12: [(last, first), (first, last)]
                // One day on both posts; one post within the time of another.
                case 13: [(nil, middle), (middle, nil)]
                case 14: [(first, last), (middle, middle)]
                default: [(last - dice.number(0...12), nil), (nil, first + 1)]
                }
            let name = dice.pick(["王芳", "Ann", "O'Hara"], nullPercent: 20)
            return stretches.map { stretch in
                Row([
                    "employee_id": .text(id), "name": name.map(Cell.text),
                    "post": dice.pick(posts + ["cook"], nullPercent: 10).map(Cell.text),
                    "department": dice.pick(["service", "field", "网店"], nullPercent: 15).map(Cell.text),
                    "supervisor_id": dice.pick(ids, nullPercent: 30).map(Cell.text),
                    "employed_from": stretch.from.map(Cell.day), "employed_to": stretch.to.map(Cell.day),
                ])
            }
        }
    }
}
