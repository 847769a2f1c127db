package import Exact
import JSON

/// A named value of a row.
package struct Field: Sendable {
    package enum Value: Sendable, Equatable {
        case text(String)
        case flag(Bool)
        case whole(Int64)
        case number(BigDecimal)
    }

    package let name: String
    /// Nil is NULL.
    package let value: Value?
}

extension Field {
    /// The value as JSON writes it, a number with all its digits.
    package var json: String {
        switch value {
        case .text(let text)?: text.jsonQuoted
        case .flag(let flag)?: "\(flag)"
        case .whole(let number)?: "\(number)"
        case .number(let number)?: number.description
        case nil: "null"
        }
    }

    /// The value as a text of JSON, as differences have it.
    var quoted: String {
        switch value {
        case .text(let text)?: text.jsonQuoted
        case .flag(let flag)?: "\"\(flag)\""
        case .whole(let number)?: "\"\(number)\""
        case .number(let number)?: "\"\(number.normalized)\""
        case nil: "null"
        }
    }
}
