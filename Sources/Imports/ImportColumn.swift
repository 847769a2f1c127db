/// A column that a file may fill.
package struct ImportColumn: Sendable, Hashable {
    /// How its cells are read.
    package enum Kind: String, Sendable {
        case text, number, day, boolean
        /// A time on a day, by the clock of the table itself.
        case moment
        /// A time on a day, in a zone.
        case instant
    }

    package let name: String
    /// As the server writes it: `timestamp with time zone`.
    let type: String
    let kind: Kind
    /// The table takes no row without it.
    let isRequired: Bool
    /// It belongs to what makes a row the same row, when a file is read again.
    let isKey: Bool
}
