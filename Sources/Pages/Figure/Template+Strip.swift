import Appraisal
import Charts
import Exact

extension Template {
    /// The grades as bands of a strip from 0 to 100.
    var gradeBands: [ScaleStrip.Band] {
        var best = BigDecimal(100)
        return grades.compactMap { grade in
            defer { best = grade.atLeast }
            guard let high = best.figure, let low = grade.atLeast.figure else { return nil }
            return ScaleStrip.Band(name: grade.name, label: grade.name, best: high, worst: low)
        }
    }

    /// The grade above a total, and how far it is; nil at the top.
    func gradeAbove(_ total: BigDecimal) -> (grade: Grade, missing: BigDecimal)? {
        grades.last { $0.atLeast > total }.map { ($0, $0.atLeast - total) }
    }
}

extension Scale {
    func strip(_ words: Words) -> [ScaleStrip.Band] {
        bands.compactMap { band in
            guard let best = band.best.figure, let worst = band.worst.figure else { return nil }
            let (first, last) = (words.number(band.first), words.number(band.last))
            return ScaleStrip.Band(
                name: words.band(band), label: first == last ? first : "\(last)–\(first)", best: best, worst: worst)
        }
    }
}
