import Appraisal
import Exact
import Postgres

/// A column of a value that may have several.
typealias ColumnKind = (suffix: String, element: any PostgresArrayElement.Type)

/// What a column holds, or several that belong together.
protocol ColumnValue: Sendable {
    /// What each column's name has behind the name that they have in common, and what it holds.
    static var columns: [ColumnKind] { get }
    /// Nil is NULL.
    static func next(of row: inout CopyRow) throws(PostgresError) -> Self?
    static func write(_ value: Self?, to writer: inout CopyWriter)

    /// To be compared and shown.
    var field: Field.Value { get }
}

extension String: ColumnValue {
    static var columns: [ColumnKind] { [("", String.self)] }
    static func next(of row: inout CopyRow) throws(PostgresError) -> String? { try row.next(String?.self) }
    static func write(_ value: String?, to writer: inout CopyWriter) { writer.write(value) }
    var field: Field.Value { .text(self) }
}

extension Bool: ColumnValue {
    static var columns: [ColumnKind] { [("", Bool.self)] }
    static func next(of row: inout CopyRow) throws(PostgresError) -> Bool? { try row.next(Bool?.self) }
    static func write(_ value: Bool?, to writer: inout CopyWriter) { writer.write(value) }
    var field: Field.Value { .flag(self) }
}

/// An `integer`.
extension Int: ColumnValue {
    static var columns: [ColumnKind] { [("", Int32.self)] }
    static func next(of row: inout CopyRow) throws(PostgresError) -> Int? { try row.next(Int32?.self).map(Int.init) }
    static func write(_ value: Int?, to writer: inout CopyWriter) { writer.write(value.map(Int32.init)) }
    var field: Field.Value { .whole(Int64(self)) }
}

/// A `bigint`.
extension Int64: ColumnValue {
    static var columns: [ColumnKind] { [("", Int64.self)] }
    static func next(of row: inout CopyRow) throws(PostgresError) -> Int64? { try row.next(Int64?.self) }
    static func write(_ value: Int64?, to writer: inout CopyWriter) { writer.write(value) }
    var field: Field.Value { .whole(self) }
}

extension BigDecimal: ColumnValue {
    static var columns: [ColumnKind] { [("", BigDecimal.self)] }
    static func next(of row: inout CopyRow) throws(PostgresError) -> BigDecimal? { try row.next(BigDecimal?.self) }
    static func write(_ value: BigDecimal?, to writer: inout CopyWriter) { writer.write(value) }
    var field: Field.Value { .number(self) }
}

extension TemplateReference: ColumnValue {
    static var columns: [ColumnKind] {
        [("_code", String.self), ("_version", Int32.self)]
    }

    static func next(of row: inout CopyRow) throws(PostgresError) -> TemplateReference? {
        let (code, version) = (try row.next(String?.self), try row.next(Int32?.self))
        guard let code, let version else { return nil }
        return TemplateReference(code: code, version: Int(version))
    }

    static func write(_ value: TemplateReference?, to writer: inout CopyWriter) {
        writer.write(value?.code)
        writer.write(value.map { Int32($0.version) })
    }

    var field: Field.Value { .text(description) }
}

/// English first. A text differs where its English does: the other says the same.
extension LocalizedText: ColumnValue {
    static var columns: [ColumnKind] {
        [("", String.self), ("_zh", String.self)]
    }

    static func next(of row: inout CopyRow) throws(PostgresError) -> LocalizedText? {
        let (en, zh) = (try row.next(String?.self), try row.next(String?.self))
        return en.map { LocalizedText(zh: zh ?? $0, en: $0) }
    }

    static func write(_ value: LocalizedText?, to writer: inout CopyWriter) {
        writer.write(value?.en)
        writer.write(value?.zh)
    }

    var field: Field.Value { .text(en) }
}
