import Reports

extension Table {
    /// As a file of CSV: spreadsheets take what begins so for UTF-8, and lines are ended as RFC 4180 has it.
    var csvFile: String { "\u{FEFF}" + csvLines.map { "\($0)\r\n" }.joined() }
}
