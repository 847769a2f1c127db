extension TemplateDocument {
    /// The document with what it extends taken in, without `extends` and `weights`.
    ///
    /// It takes everything but `default` and `posts`; keys given override. A dimension of the same code replaces
    /// indicators of the same code and adds others. `weights` then names every dimension. Every perspective is given its
    /// `position`, because `jsonb` does not keep the order of keys.
    ///
    /// - Parameter lookup: finds a base among the files of a command, then among versions ever published.
    /// - Throws: a base that is badly named, not to be found, or extends this document.
    package func flattened(base lookup: (TemplateReference) -> TemplateDocument?) throws(Problems) -> TemplateDocument {
        try flattened(base: lookup, extendedBy: [])
    }

    private func flattened(
        base lookup: (TemplateReference) -> TemplateDocument?, extendedBy path: [TemplateReference]
    ) throws(Problems) -> TemplateDocument {
        var merged = root
        if let extends = root["extends"] {
            func refusal(_ reason: String) -> Problems {
                Problems([Problem(place: "\(place) extends", reason: reason)])
            }
            guard let base else { throw refusal("expected CODE@VERSION, as in after-sales@1, found \(extends.kind)") }
            let path = path + (reference.map { [$0] } ?? [])
            guard !path.contains(base) else {
                let circle = (path + [base]).map(\.description).joined(separator: " → ")
                throw refusal("\(circle) goes round in a circle")
            }
            guard let document = lookup(base) else {
                throw refusal("there is no template \(base) among the files given or the versions published")
            }
            merged = root.extending(try document.flattened(base: lookup, extendedBy: path).root)
        }
        let (weighted, problems) = merged.foldingWeights(at: "\(place) weights")
        return TemplateDocument(
            root: weighted.numberingSources().removing(["extends", "weights"]), name: name,
            leftovers: leftovers + problems)
    }
}

extension TemplateDocument {
    /// The next version of a flat document: what the pieces say is taken in, one after the other, as by `extends`.
    ///
    /// - Parameter pieces: documents of `dimensions`, and of `weights` where they change.
    package func amended(by pieces: [TemplateDocument], version: Int) -> TemplateDocument {
        var leftovers = leftovers
        let whole = pieces.reduce(root) { base, piece in
            let (merged, problems) = piece.root.extending(base).foldingWeights(at: "\(place) weights")
            leftovers += problems
            return ["posts", "default"].reduce(merged.removing(["weights"])) { whole, key in
                base[key].map { whole.setting(key, to: $0) } ?? whole
            }
        }
        return TemplateDocument(
            root: whole.setting("version", to: .scalar("\(version)", quoted: false)), name: name, leftovers: leftovers)
    }
}

extension TemplateNode {
    /// Keys of a document that describe it alone and not what extends it.
    private static let own = ["default", "posts", "extends", "weights"]

    fileprivate func extending(_ base: TemplateNode) -> TemplateNode {
        var merged = base.removing(TemplateNode.own)
        for entry in entries where entry.key != "dimensions" {
            merged = merged.setting(entry.key, to: entry.value)
        }
        guard let dimensions = self["dimensions"] else { return merged }
        guard case .sequence(let changed) = dimensions, case .sequence(let given)? = base["dimensions"] else {
            return merged.setting("dimensions", to: dimensions)
        }
        let all = given.merging(changed) { base, change in
            let keys = change.removing(["indicators"]).entries.reduce(base) { $0.setting($1.key, to: $1.value) }
            guard let indicators = change["indicators"] else { return keys }
            guard case .sequence(let new) = indicators, case .sequence(let old)? = base["indicators"] else {
                return keys.setting("indicators", to: indicators)
            }
            return keys.setting("indicators", to: .sequence(old.merging(new) { $1 }))
        }
        return merged.setting("dimensions", to: .sequence(all))
    }

    /// Writes the weights that `weights` gives into the dimensions.
    fileprivate func foldingWeights(at place: String) -> (TemplateNode, [Problem]) {
        guard let weights = self["weights"] else { return (self, []) }
        guard case .mapping(let entries) = weights else {
            return (self, [Problem(place: place, reason: "expected a mapping of dimensions, found \(weights.kind)")])
        }
        let codes = (self["dimensions"]?.elements ?? []).compactMap(\.code)
        let unnamed = codes.filter { weights[$0] == nil }.map {
            Problem(place: place, reason: "the dimension '\($0)' is missing; every dimension must be named")
        }
        let unknown = entries.map(\.key).filter { !codes.contains($0) }.map {
            Problem(place: place, reason: "unknown dimension '\($0)'; known are \(codes.joined(separator: ", "))")
        }
        let dimensions = (self["dimensions"]?.elements ?? []).map { dimension in
            dimension.code.flatMap { weights[$0] }.map { dimension.setting("weight", to: $0) } ?? dimension
        }
        return (setting("dimensions", to: .sequence(dimensions)), unnamed + unknown)
    }

    /// Gives every perspective the position in which it is written, unless any is given one there.
    fileprivate func numberingSources() -> TemplateNode {
        guard case .mapping(let perspectives)? = self["sources"],
            !perspectives.contains(where: { $0.value["position"] != nil })
        else { return self }
        let numbered = zip(1..., perspectives).map { position, perspective in
            guard case .mapping = perspective.value else { return perspective }
            return Entry(
                key: perspective.key,
                value: perspective.value.setting("position", to: .scalar("\(position)", quoted: false)))
        }
        return setting("sources", to: .mapping(numbered))
    }

    fileprivate func removing(_ keys: [String]) -> TemplateNode {
        .mapping(entries.filter { !keys.contains($0.key) })
    }

    fileprivate var code: String? { self["code"]?.text }
}

extension [TemplateNode] {
    /// Puts each change in the place of the element of the same code, or at the end.
    ///
    /// A second change of one code is not merged but added, so that reading finds the code used twice.
    fileprivate func merging(
        _ changes: [TemplateNode], by merge: (TemplateNode, TemplateNode) -> TemplateNode
    ) -> [TemplateNode] {
        var merged = self
        var taken: Set<Int> = []
        for change in changes {
            if let code = change.code, let index = firstIndex(where: { $0.code == code }), !taken.contains(index) {
                merged[index] = merge(self[index], change)
                taken.insert(index)
            } else {
                merged.append(change)
            }
        }
        return merged
    }
}
