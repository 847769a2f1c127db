extension Language {
    /// Why a result was revised, as a worker keeps it; what somebody else wrote stays as it stands.
    package func whyRevised(_ why: String) -> String {
        switch (self, why) {
        case (.en, _): why
        case (_, "evaluations changed"): "评价有变化"
        case (_, "scored again"): "重新评分"
        default: Self.appealsUpheld(why) ?? why
        }
    }

    /// Nil where it is something else.
    private static func appealsUpheld(_ why: String) -> String? {
        let otherAppeal = /appeal (\d+) of a colleague was upheld, which says whose rows are whose/
        let ownAppeal = /appeal (\d+) was upheld/
        var (rest, said) = (why[...], [String]())
        while true {
            if let found = rest.prefixMatch(of: otherAppeal) {
                said.append("同事的申诉 \(found.1) 成立，改变了记录的归属")
                rest = rest[found.range.upperBound...]
            } else if let found = rest.prefixMatch(of: ownAppeal) {
                said.append("申诉 \(found.1) 成立")
                rest = rest[found.range.upperBound...]
            } else {
                return nil
            }
            if rest.isEmpty { return said.joined(separator: "；") }
            guard rest.hasPrefix(", ") else { return nil }
            rest = rest.dropFirst(2)
        }
    }
}
