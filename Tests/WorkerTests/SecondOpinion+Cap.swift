extension SecondOpinion.Document {
    /// The cap that leaves a worse grade than the one at a place, and the place of that: the worst that any leaves, by the first that leaves it.
    func cap(
        worseThan reached: Int, _ scores: [String: SecondOpinion.MeasuredScore]
    ) -> (indicator: String, place: Int)? {
        var worst: (indicator: String, place: Int)?
        for (place, grade) in grades.enumerated().dropFirst(reached + 1) {
            let first = (caps ?? []).first { cap in
                guard cap.grade == grade.grade, let value = scores[cap.indicator]?.value else { return false }
                if let least = cap.atLeast { return least.value <= value }
                return cap.atMost.map { value <= $0.value } ?? false
            }
            if let first { worst = (first.indicator, place) }
        }
        return worst
    }
}
