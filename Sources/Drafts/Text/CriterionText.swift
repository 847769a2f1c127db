/// What a cell says of levels.
struct CriterionText: Hashable, Sendable {
    /// What is asked for, in the cell's words.
    let text: String
    /// What it brings; nil where the cell does not say.
    let points: PointsText?

    /// The levels of a cell: one where it says one thing, several where it says what each brings.
    ///
    /// - Throws: ``DraftFlaw/Reason``.
    static func all(in cell: String) throws(DraftFlaw.Reason) -> [CriterionText] {
        let text = DraftText.plain(cell)
        if text.contains(
            #/扣\s*[0-9]|每.{0,12}扣|每.{0,12}(?:减|加)\s*[0-9]|(?:deduct|minus)|[0-9]\s*(?:points?|分)?\s*(?:off|less)\s+for\s+each/#
                .ignoresCase())
        {
            throw .deduction
        }
        let pieces = pieces(of: text)
        guard pieces.contains(where: { !PointsText.mentions(in: $0).isEmpty }) else {
            return [CriterionText(text: DraftText.oneLine(DraftText.unnumbered(cell)), points: nil)]
        }
        var criteria: [CriterionText] = []
        for piece in pieces {
            let mentions = PointsText.mentions(in: piece)
            let given = mentions.filter(\.isGiven)
            guard let points = mentions.count == 1 ? mentions.first : given.count == 1 ? given.first : nil else {
                // Words that lead to what follows: `按满意度计分:`.
                if mentions.isEmpty, piece.hasSuffix(":") { continue }
                throw mentions.isEmpty ? .noPoints(piece) : .severalPoints(piece)
            }
            var rest = piece
            rest.removeSubrange(points.range)
            let words = DraftText.trimmed(rest.replacing(#/^[\s,、:→=(]+|[\s,、:→=(]+$|^\)|\(\)/#, with: ""))
            criteria.append(CriterionText(text: DraftText.oneLine(words), points: points.points))
        }
        return criteria
    }

    /// A line each, or what semicolons and full stops divide; or commas, where each part says what it brings.
    private static func pieces(of text: String) -> [String] {
        text.split { $0.isNewline || ";。|".contains($0) }.flatMap { line -> [String] in
            let line = DraftText.unnumbered(DraftText.trimmed(line))
            guard PointsText.mentions(in: line).count > 1 else { return line.isEmpty ? [] : [line] }
            let parts = line.split { ",、".contains($0) }.map { DraftText.unnumbered(DraftText.trimmed($0)) }
            return parts.count > 1 && parts.allSatisfy { PointsText.mentions(in: $0).count == 1 } ? parts : [line]
        }
    }
}
