/// Texts of which a measure asks whether a column's value is one of them.
package struct ComparedTexts: Hashable, Sendable {
    package let column: String
    package let texts: [String]
}

extension MeasureDefinition {
    /// What it asks columns to be, by `=` and `in`; not what it asks them not to be, nor what they are to be like, nor what it counts
    /// or tells apart: that there is none of it may be as it should be.
    package var comparedTexts: [ComparedTexts] {
        [filter, value].compactMap { $0.flatMap { try? Parser.expression($0) } }.flatMap(\.comparedTexts).uniqued
    }
}

extension Syntax {
    fileprivate var comparedTexts: [ComparedTexts] {
        switch node {
        case .not: return []
        case .call(let name, _) where name.lowercased() == "count": return []
        case .choice(let cases, let last):
            return (cases.map(\.then) + [last].compactMap(\.self)).flatMap(\.comparedTexts)
        case .comparison(.equal, let left, let right):
            if let column = left.column ?? right.column, let text = left.text ?? right.text {
                return [ComparedTexts(column: column, texts: [text])]
            }
        case .membership(let operand, let list, let negated):
            let texts = list.compactMap(\.text)
            guard !negated, let column = operand.column, texts.count == list.count else { return [] }
            return [ComparedTexts(column: column, texts: texts)]
        default: break
        }
        return node.parts.flatMap(\.comparedTexts)
    }

    private var column: String? { if case .column(let name) = node { name } else { nil } }

    private var text: String? { if case .text(let text) = node { text } else { nil } }
}
