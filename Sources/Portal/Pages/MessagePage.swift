/// A sentence, and where one can go on; perhaps with what was written, to be sent again.
struct MessagePage: PortalPage {
    struct Field: Sendable {
        let name: String
        let value: String
    }

    let title: String
    let text: String
    var action = ""
    var fields: [Field] = []
    var again = false
    /// What was written, for the person to copy.
    var said: [Field] = []
    var hasSaid = false
}
