import CXLSXWriter

/// A sheet to be written: a heading for each column, and rows below them.
package struct SheetDraft: Sendable {
    package struct Column: Sendable {
        package enum Kind: Sendable {
            /// Stays what is typed: an id keeps its zeros, and begins no formula.
            case text
            case number
            case day
            case moment
        }

        let heading: String
        let kind: Kind
        /// In characters.
        let width: Int
        /// What may be chosen; empty where anything may be typed.
        let choices: [String]

        package init(_ heading: String, _ kind: Kind, width: Int = 16, choices: [String] = []) {
            (self.heading, self.kind, self.width, self.choices) = (heading, kind, width, choices)
        }
    }

    let name: String
    let columns: [Column]
    /// Texts, and numbers as digits; nil is a cell to be filled in.
    package var rows: [[String?]] = []

    package init(_ name: String, columns: [Column]) {
        (self.name, self.columns) = (name, columns)
    }
}

extension SheetDraft {
    /// As workbooks take it: 31 characters at most, and none of those that have a meaning in formulas.
    fileprivate var sheetName: String {
        String(name.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(31))
    }
}

/// Writes workbooks.
package enum WorkbookFile {
    /// Rows below the last one that are ready to be filled in.
    private static let spareRows: UInt32 = 2000

    /// - Parameter created: What the file says of when it was made, in seconds since 1970; nil: now. The same sheets and the same instant
    ///   give the same bytes.
    /// - Throws: ``SheetError/Reason/unwritten(_:)``.
    package static func write(
        _ sheets: [SheetDraft], to path: String, createdAt created: Int64? = nil
    ) throws(SheetError) {
        guard let workbook = workbook_new(path) else { throw SheetError(.unwritten("out of memory")) }
        if let created {
            var properties = lxw_doc_properties()
            properties.created = time_t(created)
            workbook_set_properties(workbook, &properties)
        }
        let formats = Formats(workbook)
        for sheet in sheets { write(sheet, to: workbook, formats) }
        let status = workbook_close(workbook)
        guard status == LXW_NO_ERROR else { throw SheetError(.unwritten(String(cString: lxw_strerror(status)))) }
    }

    private struct Formats {
        let heading: UnsafeMutablePointer<lxw_format>?
        let text: UnsafeMutablePointer<lxw_format>?
        let day: UnsafeMutablePointer<lxw_format>?
        let moment: UnsafeMutablePointer<lxw_format>?

        init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
            heading = workbook_add_format(workbook)
            format_set_bold(heading)
            format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
            text = workbook_add_format(workbook)
            format_set_num_format(text, "@")
            day = workbook_add_format(workbook)
            format_set_num_format(day, "yyyy-mm-dd")
            moment = workbook_add_format(workbook)
            format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss")
        }

        func of(_ kind: SheetDraft.Column.Kind) -> UnsafeMutablePointer<lxw_format>? {
            switch kind {
            case .text: text
            case .number: nil
            case .day: day
            case .moment: moment
            }
        }
    }

    private static func write(
        _ draft: SheetDraft, to workbook: UnsafeMutablePointer<lxw_workbook>, _ formats: Formats
    ) {
        guard let sheet = workbook_add_worksheet(workbook, draft.sheetName) else { return }
        worksheet_freeze_panes(sheet, 1, 0)
        let last = UInt32(draft.rows.count) + spareRows
        for (index, column) in draft.columns.enumerated() {
            let place = UInt16(index)
            worksheet_set_column(sheet, place, place, Double(column.width), formats.of(column.kind))
            worksheet_write_string(sheet, 0, place, column.heading, formats.heading)
            if !column.choices.isEmpty { offer(column.choices, in: sheet, place, last) }
        }
        for (index, row) in draft.rows.enumerated() {
            for (place, cell) in row.enumerated() {
                guard let cell else { continue }
                let kind = draft.columns[place].kind
                if kind == .number, let number = Double(cell) {
                    worksheet_write_number(sheet, UInt32(index + 1), UInt16(place), number, nil)
                } else {
                    worksheet_write_string(sheet, UInt32(index + 1), UInt16(place), cell, formats.of(kind))
                }
            }
        }
    }

    private static func offer(
        _ choices: [String], in sheet: UnsafeMutablePointer<lxw_worksheet>?, _ column: UInt16, _ lastRow: UInt32
    ) {
        // The library copies what it is given.
        var copies: [UnsafeMutablePointer<CChar>?] = choices.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        copies.withUnsafeMutableBufferPointer { list in
            var validation = lxw_data_validation()
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            validation.value_list = list.baseAddress
            worksheet_data_validation_range(sheet, 1, column, lastRow, column, &validation)
        }
    }
}
