import Foundation
import Logging
import Testing

@testable import Ops

@Suite struct EventLogTests {
    private let time = Date(timeIntervalSince1970: 1_764_063_072.125)

    @Test(arguments: [
        ("text", "2025-11-25T09:31:12.125Z error it failed\\nbadly error=\"no \\\"x\\\"\\nat all\" job_id=17 period=3"),
        (
            "json",
            #"{"error":"no \"x\"\nat all","job_id":"17","level":"error","message":"it failed\nbadly","period":"3","time":"2025-11-25T09:31:12.125Z"}"#
        ),
    ])
    func anEventIsOneLine(format: String, line: String) throws {
        let log = EventLog(try #require(EventLog.Format(rawValue: format)), level: .info) { _ in }
        #expect(
            log.line(
                time: time, level: .error, message: "it failed\nbadly",
                metadata: ["period": "3", "job_id": "17", "error": "no \"x\"\nat all"]) == line)
    }

    @Test func anEventCannotPassItselfOffAsAnother() {
        let log = EventLog(.json, level: .info) { _ in }
        let line = log.line(
            time: time, level: .info, message: "true", metadata: ["message": "false", "level": "error"])
        #expect(line == #"{"level":"info","message":"true","time":"2025-11-25T09:31:12.125Z"}"#)
    }

    @Test func nothingInATextEndsItsLine() {
        let log = EventLog(.text, level: .info) { _ in }
        let line = log.line(
            time: time, level: .info, message: "a\r\nb\u{1b}[2J",
            metadata: ["e": "c\r\n\u{2028}\"\u{301}d\u{85}", "f": "\u{202e}x"])
        #expect(
            line
                == "2025-11-25T09:31:12.125Z info a\\r\\nb\\u{1b}[2J e=\"c\\r\\n\\u{2028}\\\"\u{301}d\\u{85}\" f=\"\\u{202e}x\""
        )
    }

    @Test func aLineOfTextIsReadBackWhole() {
        let log = EventLog(.text, level: .info) { _ in }
        let line = log.line(
            time: time, level: .info, message: "x", metadata: ["a": "", "b": "c=d", "e": "f", "g": "h i"])
        #expect(line == "2025-11-25T09:31:12.125Z info x a=\"\" b=\"c=d\" e=f g=\"h i\"")
    }
}
