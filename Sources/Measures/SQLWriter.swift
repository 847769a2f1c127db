/// Puts pieces of SQL together to one statement and numbers its texts.
struct SQLWriter {
    private(set) var sql = ""
    /// The texts in the order of their parameters, each once.
    private(set) var texts: [String] = []
    /// The number of the first parameter that is a text of the language.
    let firstText: Int

    init(firstText: Int) {
        self.firstText = firstText
    }

    /// - Parameter passed: what rows must pass for the measure that `piece` is of; nil where all of the statement do.
    mutating func write(_ piece: SQL, passed: SQL? = nil) {
        for piece in piece.pieces {
            switch piece {
            case .verbatim(let text): sql += text
            case .text(let text): sql += "$\(number(of: text))"
            case .filter(let condition):
                let conditions = [passed, condition].compactMap(\.self)
                guard !conditions.isEmpty else { continue }
                write(" filter (where \(SQL.conjunction(conditions)))")
            }
        }
    }

    private mutating func number(of text: String) -> Int {
        // By bytes: Swift holds texts equal that a database tells apart.
        let index = texts.firstIndex { $0.utf8.elementsEqual(text.utf8) } ?? texts.endIndex
        if index == texts.endIndex { texts.append(text) }
        return firstText + index
    }
}

extension SQL {
    static func conjunction(_ conditions: [SQL]) -> SQL {
        conditions.count == 1 ? conditions[0] : conditions.map(\.operand).joined(by: " and ")
    }
}
