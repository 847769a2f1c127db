import HTTPTypes
import Hummingbird

/// Something that can be asked of the portal: where, who gets it, and what answers.
///
/// Nobody is let in or kept out by who is named here: that the database decides, and a test holds the two together.
struct Route: Sendable {
    typealias Answer = @Sendable (Portal) -> @Sendable (Request, PortalContext) async throws -> Response

    let method: HTTPRequest.Method
    /// With the names of its parts: `month/:period`.
    let path: String
    let readers: [Reader]
    let answer: Answer
}

extension [Route] {
    static func get(_ path: String, _ readers: [Reader], _ answer: @escaping Route.Answer) -> [Route] {
        [Route(method: .get, path: path, readers: readers, answer: answer)]
    }

    static func post(_ path: String, _ readers: [Reader], _ answer: @escaping Route.Answer) -> [Route] {
        [Route(method: .post, path: path, readers: readers, answer: answer)]
    }

    /// The page that asks, and what is handed in by it.
    ///
    /// - Parameter handing: nil: whoever gets the page.
    static func form<Form: PortalForm>(
        _ form: Form.Type, _ readers: [Reader], handedInBy handing: [Reader]? = nil
    ) -> [Route] {
        get(Form.route, readers) { portal in { try await portal.ask(form, $0, $1) } }
            + post(Form.route, handing ?? readers) { portal in { try await portal.take(form, $0, $1) } }
    }
}

/// What somebody is to a page.
enum Reader: String, Sendable {
    /// Signed in or not.
    case everybody
    case signedIn = "signed in"
    /// Whose month, task or training it is.
    case person
    case supervisor
    /// Whoever is asked to rate somebody again.
    case rater
    /// With the duty hr towards the person's department.
    case departmentOfficer = "HR of the department"
    /// With the duty hr towards everyone.
    case officer = "HR"
    case auditor
    case payroll
    case queueOperator = "operator"
}

extension [Reader] {
    /// Whoever sees a result.
    static let ofResult: [Reader] = [.person, .supervisor] + ofPeriod
    /// Whoever looks after people of a period.
    static let ofPeriod: [Reader] = officers + [.auditor]
    static let officers: [Reader] = [.departmentOfficer, .officer]
    /// Whoever looks after everyone.
    static let ofTemplates: [Reader] = [.officer, .auditor]
    static let ofQueue: [Reader] = ofTemplates + [.queueOperator]
}
