import Reports

/// What a link leads to: a button, because those who look at links beforehand follow them, and press no buttons.
struct LinkPage: PortalPage {
    let title: String
    let token: String
    let door: String
    let to: String

    init(token: Token, door: Token, to: ReturnPath, _ language: Language) {
        title = Labels.of("signIn", language)
        self.token = token.text
        self.door = door.derived(for: LinkPage.purpose)
        self.to = to.text
    }

    static let purpose = "sign in by a link"
}
