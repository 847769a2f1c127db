import Appraisal
import Exact

extension PersonMonth {
    /// Which cap held the grade, and what the total alone would bring; nil where none did.
    func held(by template: Template) -> LocalizedText? {
        guard let total = result.total, let cap = template.cap(on: result.cappedBy, leaving: result.grade) else {
            return nil
        }
        return template.words(of: cap, total: total)
    }

    /// The grade above the total, and how far it is; nil at the top, and where a cap does not leave it.
    func next(above total: BigDecimal, _ template: Template) -> (grade: Grade, missing: BigDecimal)? {
        template.gradeAbove(total).flatMap { next in
            cap(template).map { template.isLeft(next.grade, by: $0) } ?? true ? next : nil
        }
    }

    /// The cap that holds, whether or not the total alone would bring a better grade than it leaves.
    func cap(_ template: Template) -> Cap? { template.cap { score(of: $0)?.value } }
}
