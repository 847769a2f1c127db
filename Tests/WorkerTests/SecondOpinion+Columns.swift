extension SecondOpinion.Document.Indicator {
    /// The columns of the indicator's score.
    func columns(
        _ dimension: String, _ score: SecondOpinion.MeasuredScore?, _ points: SecondOpinion.IndicatorPoints?,
        _ template: SecondOpinion.Document
    ) -> [String: String?] {
        var columns: [String: String?] = ["dimension": dimension, "max_points": "\(self.points.value)"]
        if measure != nil {
            columns["kind"] = "measured"
            columns["state"] = score?.state ?? "no_data"
            columns["value"] = score?.value.map { "\($0)" }
            columns["raw_value"] = score?.raw.map { "\($0)" }
            columns["previous_value"] = score?.previous.map { "\($0)" }
            columns["sample"] = score.map { "\($0.sample)" }
            columns["band"] = score?.value.flatMap { scale?.score($0).band }
            columns["points"] = points?.measured.map { "\($0)" }
            if let quotient = score?.finding.quotient, quotient.bottom > 0 {
                columns["numerator"] = "\(quotient.top)"
                columns["denominator"] = "\(quotient.bottom)"
            }
            columns.merge(score?.standing?.columns ?? [:]) { $1 }
        } else {
            let raters = template.orderedSources.filter { points?.rated[$0.name] != nil }
            let heaviest = raters.first { rater in
                raters.allSatisfy { $0.source.weight.value <= rater.source.weight.value }
            }
            let given = heaviest.flatMap { points?.rated[$0.name] }
            let reached = (rated ?? []).filter { level in given.map { level.points.first <= $0 } ?? false }
            columns["kind"] = "rated"
            columns["state"] = given == nil ? "not_rated" : "scored"
            columns["points"] = given.map { "\($0)" }
            columns["band"] = reached.max { $0.points.first < $1.points.first }?.level
            for source in ["self", "supervisor", "peer"] {
                columns["\(source)_points"] = points?.rated[source].map { "\($0)" }
            }
        }
        return columns
    }
}
