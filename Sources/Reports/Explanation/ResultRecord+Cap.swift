import Appraisal
import Store

extension ResultRecord {
    /// Which cap held the grade, and what the total alone would bring; nil where none did.
    func cap(under template: Template) -> LocalizedText? {
        guard let total, let cap = template.cap(on: cappedBy, leaving: grade) else { return nil }
        return template.words(of: cap, total: total)
    }
}
