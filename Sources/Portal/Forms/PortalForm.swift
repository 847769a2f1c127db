import Hummingbird
import Postgres
import Reports

/// Something that people do at the portal: a page that asks, and the act.
///
/// What is written and not handed in is a draft of the person, by the form's name and subject.
protocol PortalForm: Sendable {
    /// As drafts know it.
    static var name: String { get }
    /// With the names of its parts: `month/:period/object`.
    static var route: String { get }
    /// What it is about, of all that the form may be about.
    var subject: String { get }
    var path: String { get }

    /// - Throws: ``NotThere`` where the address means nothing.
    init(_ context: PortalContext) throws

    /// The page that asks; nil where there is nothing to ask this person.
    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage?

    /// The page that asks, where what it asks for depends on what was written so far.
    func page(_ visit: Visit, with said: FormData?, _ connection: PostgresConnection) async throws -> FormPage?

    /// Does it, and says where to go then.
    ///
    /// - Throws: ``Refusal``, or what the database says.
    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String
}

extension PortalForm {
    func page(_ visit: Visit, with said: FormData?, _ connection: PostgresConnection) async throws -> FormPage? {
        try await page(visit, connection)
    }

    static func period(_ context: PortalContext) throws -> String { try Portal.parameter("period", context) }

    static func number(_ context: PortalContext) throws -> Int64 {
        guard let number = Int64(try Portal.parameter("number", context)) else { throw NotThere() }
        return number
    }
}
