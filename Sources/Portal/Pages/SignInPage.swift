import Reports

/// How one may come in.
struct SignInPage: PortalPage {
    let title: String
    /// Where one goes then, as the value of a query.
    let to: String
    let hasOpenID: Bool
    let hasProxy: Bool
    /// Whether something that was written is kept.
    let isKept: Bool

    init(_ configuration: PortalConfiguration, to: ReturnPath, isKept: Bool, _ language: Language) {
        title = Words.word("signIn", language)
        self.to = to.query
        hasOpenID = configuration.openID != nil
        hasProxy = configuration.proxy != nil
        self.isKept = isKept
    }
}
