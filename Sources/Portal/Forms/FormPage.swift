import Reports

/// A form, as `Form.mustache` shows it.
struct FormPage: PortalPage {
    struct Field: Sendable {
        struct Option: Sendable {
            let value: String
            let label: String
            var isChosen = false
        }

        let name: String
        let label: String
        var hint: String?
        var wrong: String?
        var value = ""
        var isNeeded = false
        var isLine = false
        var isArea = false
        /// Whether it is a text whose lines are counted.
        var isCode = false
        var isNumber = false
        var isChoice = false
        var isDate = false
        /// Whether any of the options may be ticked.
        var isChecks = false
        /// What stands above it, to be looked at before it is answered.
        var beside: FactGroup?
        var options: [Option] = []
        /// The key of the row that it is of; nil of what is always shown.
        var row: String?
        fileprivate(set) var buttons: [Button] = []
        fileprivate(set) var hasButtons = false
        /// What stood there before anybody wrote.
        fileprivate var original = ""

        static func area(
            _ name: String, _ label: String, hint: String? = nil, value: String? = nil, isNeeded: Bool = false
        ) -> Field {
            Field(name: name, label: label, hint: hint, value: value ?? "", isNeeded: isNeeded, isArea: true)
        }

        static func code(_ name: String, _ label: String, value: String) -> Field {
            Field(name: name, label: label, value: value, isNeeded: true, isCode: true)
        }

        static func line(
            _ name: String, _ label: String, hint: String? = nil, value: String? = nil, isNeeded: Bool = false
        ) -> Field {
            Field(name: name, label: label, hint: hint, value: value ?? "", isNeeded: isNeeded, isLine: true)
        }

        static func number(_ name: String, _ label: String, hint: String? = nil, value: String? = nil) -> Field {
            Field(name: name, label: label, hint: hint, value: value ?? "", isNumber: true)
        }

        static func date(_ name: String, _ label: String) -> Field {
            Field(name: name, label: label, isNeeded: true, isDate: true)
        }

        static func checks(_ name: String, _ label: String, _ options: [Option], hint: String? = nil) -> Field {
            Field(name: name, label: label, hint: hint, isChecks: true, options: options)
        }

        static func choice(_ name: String, _ label: String, _ options: [Option], value: String? = nil) -> Field {
            Field(
                name: name, label: label, value: value ?? options.first?.value ?? "", isChoice: true, options: options)
        }
    }

    /// Sends the form, for it to come back with something more, less or else in it.
    struct Button: Sendable {
        let act: String
        let label: String
        /// The field to be led to then.
        var place = ""
        var isHere = false
    }

    /// What was written into a field that is not shown.
    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    struct Fact: Sendable {
        let label: String
        let value: String
    }

    /// Facts that belong together.
    struct FactGroup: Sendable {
        let heading: String
        let facts: [Fact]
    }

    /// Where one can look before one decides.
    struct Link: Sendable {
        let label: String
        let path: String
    }

    /// What a company is asked for when it acts on a result: there, or missing.
    struct Evidence: Sendable {
        let state: String
        let isMissing: Bool
        let says: String
        let note: String
    }

    let title: String
    let path: String
    var intro: [String] = []
    var facts: [Fact] = []
    var hasFacts = false
    /// Below the facts.
    var groups: [FactGroup] = []
    var fields: [Field]
    let submit: String
    var problem: String?
    /// Above the form: what is wrong with lines of a text, or what stands there now.
    private(set) var numbered: NumberedLines?
    var isKept = false
    /// Whether it is to be read alone: there is nothing to hand in.
    var isReadOnly = false
    /// What the reader looks at: whoever hands the form in shows by it that it was this, and not what became of it.
    var seen: String?
    private(set) var links: [Link] = []
    private(set) var hasLinks = false
    /// Keys of the rows, in their order.
    private(set) var rows: [String] = []
    private(set) var hasRows = false
    /// Parts of the rows, where they are more than a page takes.
    private(set) var parts: [Button] = []
    private(set) var hasParts = false
    private(set) var part = 0
    /// Whether its writer was told what somebody else changed.
    private(set) var isTold = false
    private(set) var hidden: [Hidden] = []
    private(set) var evidence: [Evidence] = []
    private(set) var hasEvidence = false

    init(title: String, path: String, intro: [String] = [], facts: [Fact] = [], fields: [Field], submit: String) {
        self.title = title
        self.path = path
        self.intro = intro
        self.facts = facts
        hasFacts = !facts.isEmpty
        self.fields = fields
        for index in fields.indices { self.fields[index].original = fields[index].value }
        self.submit = submit
        choose()
    }

    /// Shows a draft whose form is to be read alone by now.
    mutating func tell(_ draft: FormData, _ language: Language) {
        let facts = fields.compactMap { field in draft.text(field.name).map { Fact(label: field.label, value: $0) } }
        guard !facts.isEmpty else { return }
        groups.append(
            FactGroup(
                heading: language.text(zh: "您的草稿（未提交）", en: "Your draft, which was not handed in"), facts: facts))
    }

    /// Shows, above the fields, where one can look, and the evidence.
    mutating func show(_ links: [Link], evidence: [Evidence] = []) {
        (self.links, self.evidence) = (links, evidence)
        (hasLinks, hasEvidence) = (!links.isEmpty, !evidence.isEmpty)
    }

    mutating func setRows(_ keys: [String]) {
        (rows, hasRows) = (keys, !keys.isEmpty)
    }

    mutating func setButtons(_ buttons: [Button], at field: Int) {
        (fields[field].buttons, fields[field].hasButtons) = (buttons, !buttons.isEmpty)
    }

    /// Leaves the fields of other rows out, but not what was written into them.
    mutating func show(_ part: Int, of parts: [Button], with keys: Set<String>) {
        (self.part, self.parts, hasParts) = (part, parts, true)
        let isShown = { (field: Field) in field.row.map { keys.contains($0) } ?? true }
        let changed = fields.filter { !isShown($0) && $0.value != $0.original }
        hidden = changed.map { Hidden(name: $0.name, value: $0.value) }
        fields = fields.filter(isShown)
    }

    /// With what somebody wrote in place of what stood there.
    ///
    /// - Parameter isRenewed: whether the writer is told what became of what they looked at.
    mutating func fill(with said: FormData, isRenewed: Bool = false) {
        if seen != nil, !isRenewed, let old = said[FormData.seen] { seen = old }
        isTold = isRenewed || FormRows.isTold(said)
        for index in fields.indices {
            if fields[index].isChecks {
                let ticked = Set(said.all(fields[index].name))
                for place in fields[index].options.indices {
                    fields[index].options[place].isChosen = ticked.contains(fields[index].options[place].value)
                }
            } else if let value = said[fields[index].name] {
                fields[index].value = value
            }
        }
        choose()
    }

    /// Says beside the field what is wrong with it, or above the form.
    mutating func complain(_ refusal: Refusal) {
        note(refusal.beside)
        numbered = refusal.lines
        if let index = fields.firstIndex(where: { $0.name == refusal.field }) {
            fields[index].wrong = refusal.text
        } else {
            problem = refusal.text
        }
    }

    /// Says something beside fields, by their names.
    mutating func note(_ beside: [String: String]) {
        for index in fields.indices {
            if let text = beside[fields[index].name] { fields[index].wrong = text }
        }
    }

    /// Says one thing more above the form.
    mutating func say(more sentence: String) {
        problem = [problem, sentence].compactMap(\.self).joined(separator: " ")
    }

    private mutating func choose() {
        for index in fields.indices where fields[index].isChoice {
            for place in fields[index].options.indices {
                fields[index].options[place].isChosen = fields[index].options[place].value == fields[index].value
            }
        }
    }
}
