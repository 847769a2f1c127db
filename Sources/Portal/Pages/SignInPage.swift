import Reports

/// How one may come in.
struct SignInPage: PortalPage {
    struct Person: Sendable {
        let id: String
        let note: String
    }

    let title: String
    /// Where one goes then, as the value of a query.
    let to: String
    let hasOpenID: Bool
    let hasProxy: Bool
    /// Whether something that was written is kept.
    let isKept: Bool
    /// Whom one may pick to be; nobody but of a demo.
    let people: [Person]
    let hasPeople: Bool
    let hasLink: Bool
    /// Ties the page to the browser that was shown it.
    let door: String
    /// Where one goes then, as the value of a field.
    let next: String

    static let purpose = "be somebody of a demo"

    init(_ configuration: PortalConfiguration, to: ReturnPath, isKept: Bool, door: Token, _ language: Language) {
        title = Labels.of("signIn", language)
        self.to = to.query
        hasOpenID = configuration.openID != nil
        hasProxy = configuration.proxy != nil
        self.isKept = isKept
        people = configuration.people.map { Person(id: $0.id, note: $0.note) }
        hasPeople = !people.isEmpty
        hasLink = people.isEmpty
        self.door = door.derived(for: SignInPage.purpose)
        next = to.text
    }
}
