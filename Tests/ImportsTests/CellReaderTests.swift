@testable import Imports
import Sheets
import Testing

/// What people write, and what is read of it.
@Suite struct CellReaderTests {
    private func column(_ kind: ImportColumn.Kind, _ name: String = "column") -> ImportColumn {
        ImportColumn(name: name, type: "", kind: kind, isRequired: false, isKey: false)
    }

    @Test(arguments: [
        ("1234.5", "1234.5"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("4,5", "4.5"), ("12,3456", "12.3456"), ("-0.25", "-0.25"), ("−3", "-3"), ("+7", "7"), (".5", "0.5"),
        ("8.", "8"), ("８５．５", "85.5"),
        ("1 234,5", "1234.5"), ("007", "007"),
    ]) func aNumber(_ text: String, _ digits: String) throws {
        #expect(try CellReader().value(of: .text(text), in: column(.number)) == digits)
    }

    @Test(arguments: ["", "abc", "1,23,456", "1.2.3", "12,34,5", "1e5", "85%", "--1", "1,2345,678", ".", "1..2", "½"])
    func noNumber(_ text: String) {
        #expect(throws: ImportFlaw.Reason.number) {
            try CellReader().value(of: .text(text.isEmpty ? "-" : text), in: column(.number))
        }
    }

    @Test(arguments: [
        (CellReader.DecimalMark?.none, "1,234", String?.none), (.point, "1,234", "1234"), (.comma, "1,234", "1.234"),
        (.comma, "1.234", "1234"), (.comma, "1.234,5", "1234.5"), (.point, "1.234", "1.234"),
    ]) func aCommaThatMayBeEither(_ mark: CellReader.DecimalMark?, _ text: String, _ digits: String?) throws {
        var reader = CellReader()
        reader.decimalMark = mark
        if let digits {
            #expect(try reader.value(of: .text(text), in: column(.number)) == digits)
        } else {
            #expect(throws: ImportFlaw.Reason.ambiguousNumber) {
                try reader.value(of: .text(text), in: column(.number))
            }
        }
    }

    @Test(arguments: [
        "2026-10-01", "2026/10/1", "2026.10.01", "20261001", "2026年10月1日", "1.10.2026", "01.10.2026",
        "2026-10-01 00:00",
        "２０２６－１０－０１",
    ]) func aDay(_ text: String) throws {
        #expect(try CellReader().value(of: .text(text), in: column(.day)) == "2026-10-01")
    }

    @Test(arguments: [
        ("13/10/2026", "2026-10-13"), ("10/13/2026", "2026-10-13"), ("5/5/2026", "2026-05-05"),
        ("29.2.2028", "2028-02-29"),
    ]) func aDayWhoseOrderTellsItself(_ text: String, _ day: String) throws {
        #expect(try CellReader().value(of: .text(text), in: column(.day)) == day)
    }

    @Test func aDayThatMayBeTheMonth() throws {
        #expect(throws: ImportFlaw.Reason.ambiguousDay) {
            try CellReader().value(of: .text("03/04/2026"), in: column(.day))
        }
        var reader = CellReader()
        reader.dayOrder = .dayFirst
        #expect(try reader.value(of: .text("03/04/2026"), in: column(.day)) == "2026-04-03")
        reader.dayOrder = .monthFirst
        #expect(try reader.value(of: .text("03/04/2026"), in: column(.day)) == "2026-03-04")
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "26-10-01", "2026-10", "tomorrow", "2026-10/01", "10000-01-01",
        "45000",
    ])
    func noDay(_ text: String) {
        #expect(throws: ImportFlaw.Reason.day) { try CellReader().value(of: .text(text), in: column(.day)) }
    }

    @Test(arguments: [
        ("2026-10-01 08:30", "2026-10-01 08:30:00"), ("2026-10-01T08:30:15.250", "2026-10-01 08:30:15.250"),
        ("2026-10-01", "2026-10-01 00:00:00"), ("2026年10月1日 下午3:05", "2026-10-01 15:05:00"),
        ("2026/10/1 上午12:00", "2026-10-01 00:00:00"), ("2026-10-01 3:05 PM", "2026-10-01 15:05:00"),
        ("2026-10-01 12:05 pm", "2026-10-01 12:05:00"), ("2026-10-01 8:30:00", "2026-10-01 08:30:00"),
    ]) func aTimeByTheClockOfAZoneThatIsNamed(_ text: String, _ moment: String) throws {
        var reader = CellReader()
        reader.hasZone = true
        #expect(try reader.value(of: .text(text), in: column(.instant)) == moment)
        #expect(try CellReader().value(of: .text(text), in: column(.moment)) == moment)
        #expect(throws: ImportFlaw.Reason.noZone) { try CellReader().value(of: .text(text), in: column(.instant)) }
    }

    @Test(arguments: [
        ("2026-10-01T08:30:00Z", "+00:00"), ("2026-10-01 08:30:00+08", "+08:00"),
        ("2026-10-01 08:30:00 +0530", "+05:30"),
        ("2026-10-01 08:30:00-03:30", "-03:30"), ("2026-10-01 08:30 UTC", "+00:00"),
    ]) func aTimeWithItsZone(_ text: String, _ zone: String) throws {
        #expect(try CellReader().value(of: .text(text), in: column(.instant)) == "2026-10-01 08:30:00\(zone)")
    }

    @Test(arguments: [
        "2026-10-01 25:00", "2026-10-01 8", "2026-10-01 08:60", "2026-10-01 13:00 PM", "2026-10-01 08:30 CEST",
        "2026-10-01 08:30 +99",
    ])
    func noTime(_ text: String) {
        #expect(throws: ImportFlaw.Reason.moment) { try CellReader().value(of: .text(text), in: column(.instant)) }
    }

    @Test(arguments: [
        ("是", "true"), ("Yes", "true"), ("1", "true"), ("√", "true"), ("否", "false"), ("N", "false"),
        ("FALSE", "false"),
    ])
    func yesOrNo(_ text: String, _ value: String) throws {
        #expect(try CellReader().value(of: .text(text), in: column(.boolean)) == value)
        #expect(throws: ImportFlaw.Reason.boolean) {
            try CellReader().value(of: .text("vielleicht"), in: column(.boolean))
        }
    }

    @Test(arguments: [
        (Cell.number("7"), ImportColumn.Kind.text, Result<String?, ImportFlaw.Reason>.success("7")),
        (.number("20261001"), .day, .success("2026-10-01")), (.number("45000"), .day, .failure(.day)),
        (.number("1"), .boolean, .success("true")), (.number("2"), .boolean, .failure(.boolean)),
        (.boolean(true), .boolean, .success("true")), (.boolean(true), .text, .success("true")),
        (.boolean(true), .number, .failure(.number)),
        (.moment("2026-10-01"), .day, .success("2026-10-01")),
        (.moment("2026-10-01 08:30:00"), .day, .failure(.timeInDay)),
        (.moment("2026-10-01"), .number, .failure(.number)), (.moment("2026-10-01"), .text, .success("2026-10-01")),
        (.failure("#N/A"), .text, .failure(.formula)), (.empty, .number, .success(nil)),
    ]) func whatAWorkbookKeepsByItsKind(
        _ cell: Cell, _ kind: ImportColumn.Kind, _ expected: Result<String?, ImportFlaw.Reason>
    ) {
        let found = Result { () throws(ImportFlaw.Reason) in try CellReader().value(of: cell, in: column(kind)) }
        #expect(found == expected)
    }

    @Test func wordsOfTheFileStandForValues() throws {
        var reader = CellReader()
        #expect(try reader.value(of: .text("上级"), in: column(.text, "source")) == "supervisor")
        #expect(try reader.value(of: .text("上级"), in: column(.text, "category")) == "上级")
        reader.words = ["status": ["erledigt": "resolved"], "done": ["ja": "yes"]]
        #expect(try reader.value(of: .text("erledigt"), in: column(.text, "status")) == "resolved")
        #expect(try reader.value(of: .text("ja"), in: column(.boolean, "done")) == "true")
    }
}
