extension [Template] {
    /// The template of a post: the one that names it, else the default; nil where there is neither.
    package func template(forPost post: String?) -> Template? {
        first { template in post.map { template.posts.contains($0) } ?? false } ?? first { $0.isDefault }
    }

    /// What two templates that are published together both claim: a post, or to be the default.
    package var collisions: [Problem] {
        indices.flatMap { index in
            self[..<index].filter { $0.code != self[index].code }.flatMap { self[index].collisions(with: $0) }
        }
    }
}

extension Template {
    /// What two templates cannot both have; versions of one template follow each other.
    package func collisions(with other: Template) -> [Problem] {
        guard code != other.code else { return [] }
        let shared = posts.filter(other.posts.contains).map {
            Problem(
                place: "\(reference) posts",
                reason: "the post '\($0)' is claimed by \(other.reference) too; a post has one template")
        }
        guard isDefault && other.isDefault else { return shared }
        return shared + [
            Problem(
                place: "\(reference) default",
                reason: "\(other.reference) is the default already; only one template can be")
        ]
    }
}
