import Testing

@testable import Pages

/// What has room on a page of A4.
@Suite struct SheetRoomTests {
    @Test func whatHasRoomIsNotCut() {
        var room = SheetRoom(lines: 20)
        let cut = room.cut("谈了一次。", toPart: 0.5)
        #expect(cut == nil && !room.isCut)
        #expect(room.lines == 17)
    }

    @Test func whatHasNoneBeginsAndIsMarked() throws {
        var room = SheetRoom(lines: 20)
        let cut = room.cut(String(repeating: "长", count: 5000), toPart: 0.5)
        let beginning = try #require(cut)
        #expect(beginning.hasSuffix("长…") && beginning.count == 521 && room.isCut)
        #expect(room.lines == 8)
    }

    /// Short lines take a line each.
    @Test func linesCountHoweverShort() {
        #expect(SheetRoom.count("a\nb\nc") == 3)
        #expect(SheetRoom.count(String(repeating: "长", count: 53)) == 2)
        var room = SheetRoom(lines: 10)
        let cut = room.cut(String(repeating: "\n", count: 300), toPart: 0.5)
        #expect(cut?.count == 5)
    }
}
