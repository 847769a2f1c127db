import Testing

/// Messages come out whole, however the bytes come in.
struct WireSplitterTests {
    private static let startup: [UInt8] = [0, 0, 0, 9, 0, 3, 0, 0, 0]
    private static let query: [UInt8] = Array("Q".utf8) + [0, 0, 0, 11] + Array("select".utf8) + [0]
    private static let empty: [UInt8] = Array("S".utf8) + [0, 0, 0, 4]

    @Test(arguments: 1...29) func aClientsStreamIsCutWhereItsMessagesEnd(piece: Int) {
        let stream = Self.startup + Self.query + Self.empty
        var splitter = WireSplitter(.client)
        let messages = stride(from: 0, to: stream.count, by: piece).flatMap { start in
            splitter.add(stream[start..<min(start + piece, stream.count)])
        }
        #expect(
            messages == [
                WireMessage(type: nil, bytes: Self.startup), WireMessage(type: "Q", bytes: Self.query),
                WireMessage(type: "S", bytes: Self.empty),
            ])
    }

    @Test func aServersStreamHasTypesFromItsFirstByte() {
        var splitter = WireSplitter(.server)
        #expect(splitter.add(Self.empty + Self.query.dropLast()) == [WireMessage(type: "S", bytes: Self.empty)])
        #expect(splitter.add(Self.query.suffix(1)) == [WireMessage(type: "Q", bytes: Self.query)])
    }

    @Test func aCancelRequestHasNoTypeEither() {
        let request: [UInt8] = [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 2]
        var splitter = WireSplitter(.client)
        #expect(splitter.add(request) == [WireMessage(type: nil, bytes: request)])
    }
}
