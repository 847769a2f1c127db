import Appraisal
import Synchronization

/// Templates that were read already: what was published never changes, and everybody who is known may read it.
final class KnownTemplates: Sendable {
    /// More than periods of a company are scored by; so many take a few megabytes.
    private static let most = 40

    private let templates = Mutex<[TemplateReference: Template?]>([:])

    /// Nil is one that this program cannot read.
    var all: [TemplateReference: Template?] { templates.withLock { $0 } }

    func keep(_ template: Template?, as reference: TemplateReference) {
        templates.withLock { templates in
            if templates.count >= Self.most { templates = [:] }
            templates[reference] = .some(template)
        }
    }
}
