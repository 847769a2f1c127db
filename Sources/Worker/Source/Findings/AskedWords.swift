import Appraisal
import Measures

/// Texts that templates ask a column to be, and which indicators do.
struct AskedWords {
    let column: String
    /// One of them is enough.
    let texts: [String]
    fileprivate(set) var indicators: [String]
}

extension [Template] {
    /// What they compare columns with whose texts are equal only where their bytes are, by relation.
    ///
    /// What is measured as of the end of a period is asked of rows of all times, and not of those that are looked at.
    func askedWords(in catalog: SourceCatalog) -> [String: [AskedWords]] {
        var asked: [String: [AskedWords]] = [:]
        for template in self {
            for indicator in template.measuredIndicators {
                guard let measure = indicator.measure, !measure.asOfEnd,
                    let relation = catalog.relations[measure.from]
                else { continue }
                for compared in MeasureDefinition(measure).comparedTexts {
                    guard let column = relation.readable(compared.column), column.type.isBytewiseText else { continue }
                    let name = "\(template.code) \(indicator.code)"
                    let known = asked[relation.name]?.firstIndex {
                        $0.column == column.name && $0.texts == compared.texts
                    }
                    if let known {
                        asked[relation.name]?[known].indicators.append(name)
                    } else {
                        asked[relation.name, default: []].append(
                            AskedWords(column: column.name, texts: compared.texts, indicators: [name]))
                    }
                }
            }
        }
        return asked
    }
}

extension ColumnType {
    fileprivate var isBytewiseText: Bool {
        switch self {
        case .text: true
        case .castText(let name): name != "citext"
        default: false
        }
    }
}
