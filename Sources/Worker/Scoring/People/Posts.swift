import Appraisal
import Measures
import Store

/// Who holds which post, and by which of some templates they are scored.
struct Posts {
    let templates: [Template]
    /// Codes of the templates that somebody is scored by.
    private(set) var used: Set<String> = []
    /// How many people hold posts that no template is for.
    private var without: [String: Int] = [:]
    private var known: [String: String?] = [:]

    init(_ templates: [Template]) {
        self.templates = templates
    }

    mutating func add(_ post: String?, of people: Int = 1) {
        let name = post ?? ""
        let code = known[name] ?? templates.template(forPost: post)?.code
        known[name] = .some(code)
        if let code {
            used.insert(code)
        } else if !name.isEmpty {
            without[name, default: 0] += people
        }
    }

    /// Posts that no template is for.
    func unmatched() -> [DataFinding] {
        // Where nothing is published at all, that is said elsewhere.
        guard !templates.isEmpty else { return [] }
        var findings: [DataFinding] = []
        var others: [String] = []
        for (post, people) in without.sorted(by: { $0.key < $1.key }) {
            guard let meant = templates.flatMap(\.posts).like(post) else {
                others.append(post)
                continue
            }
            findings.append(
                DataFinding(
                    .empty, of: "employee",
                    "no template is for the post \"\(post)\" of \(people) \(people == 1 ? "person" : "people")",
                    "one is for \"\(meant)\": write it alike in the source, or name it in the template"))
        }
        if let finding = finding(about: others) { findings.append(finding) }
        return findings
    }

    /// - Parameter posts: those that no template's are like.
    private func finding(about posts: [String]) -> DataFinding? {
        guard !posts.isEmpty else { return nil }
        let people = posts.reduce(0) { $0 + (without[$1] ?? 0) }
        return DataFinding(
            .empty, of: "employee",
            """
            no template is for the \(posts.count == 1 ? "post" : "\(posts.count) posts") \(Measured.list(posts)) of \(people) \
            \(people == 1 ? "person" : "people")
            """,
            "publish one for it, or say default: true in the one that is for everyone else; until then nobody of it is appraised"
        ).asHint
    }
}

extension [String] {
    /// The one that another looks like; nil where none does.
    fileprivate func like(_ name: String) -> String? {
        first { Measured.bare($0) == Measured.bare(name) } ?? ClosestName.to(name, among: self)
    }
}

extension Measured {
    func posts() throws -> Posts {
        var posts = Posts(templates)
        try employments.forEach { posts.add($0.post) }
        return posts
    }
}
