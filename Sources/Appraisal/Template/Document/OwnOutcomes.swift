/// The outcomes that a template names itself.
struct OwnOutcomes {
    /// As they are written; one with a problem has no title, and is there all the same.
    private let titles: [(code: String, title: LocalizedText?)]

    /// Takes down what is wrong with them, and which of them nothing leads to.
    init(_ root: TemplateNode, at place: String, log: ProblemLog) {
        guard let node = root["outcomes"] else {
            titles = []
            return
        }
        let place = "\(place) outcomes"
        guard case .mapping(let entries) = node else {
            log.note("expected a mapping of outcomes to their titles, found \(node.kind)", at: place)
            titles = []
            return
        }
        if let problem = TemplateLimit.outcomes.problem(with: entries.count) { log.note(problem, at: place) }
        let used = Self.used(in: root)
        titles = entries.map { entry in
            let place = "\(place) \(entry.key.prefix(100))"
            if let problem = Self.problem(withCode: entry.key) {
                log.note(problem, at: place)
            } else if !used.contains(entry.key) {
                log.note("no grade or streak leads to it; name it in one, or leave it out", at: place)
            }
            let fields = Fields(entry.value, at: place, keys: ["zh", "en"], log: log)
            return (code: entry.key, title: fields?.bothLanguages(limit: .outcomeCharacters))
        }
    }

    /// An outcome by its name; nil where there is none, or a problem with it has been taken down.
    func outcome(_ name: String, in fields: Fields, at key: String) -> Outcome? {
        if let own = titles.first(where: { $0.code == name }) {
            return own.title.map { Outcome(code: name, title: $0) }
        }
        if let kind = OutcomeKind(rawValue: name) { return Outcome(kind) }
        let known = OutcomeKind.allCases.map(\.rawValue) + titles.map(\.code)
        fields.note("unknown outcome '\(name)'; the outcomes are \(known.joined(separator: ", "))", at: key)
        return nil
    }

    /// Names that grades and streaks have, whatever else may be wrong with these.
    private static func used(in root: TemplateNode) -> Set<String> {
        let ofGrades = (root["grades"]?.elements ?? []).flatMap { $0["outcomes"]?.elements ?? [] }
        let ofStreaks = (root["streaks"]?.elements ?? []).compactMap { $0["outcome"] }
        return Set((ofGrades + ofStreaks).compactMap(\.text))
    }

    private static func problem(withCode code: String) -> String? {
        guard Code.isUsable(code) else { return Fields.expectedCode(code) }
        // Figures count improvement tasks under that name, beside outcomes by theirs.
        return OutcomeKind(rawValue: code) != nil || code == "task"
            ? "the name is taken; give it another one" : nil
    }
}
