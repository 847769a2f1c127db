import Foundation
import Pages
import Postgres
import Support
import Testing

/// The folder changes at once, or not at all, and nothing but a report is ever replaced.
@Suite(.database(.people)) struct ReportFolderTests {
    private let parent = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func write(to place: URL) async throws {
        var request = Report.Request(period: "2020-10")
        request.reader = "hilda"
        _ = try await TestDatabase.current.withConnection(user: "portal") { [request] connection in
            try await Report.write(request, to: place.path, on: connection) { _ in }
        }
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted() }
    }

    @Test func aReportReplacesTheOneBeforeAndLeavesNothingBeside() async throws {
        defer { try? FileManager.default.removeItem(at: parent) }
        let place = parent.appending(path: "report")
        try await write(to: place)
        try Data("old".utf8).write(to: place.appending(path: "people/gone.html"))
        try await write(to: place)
        #expect(!FileManager.default.fileExists(atPath: place.appending(path: "people/gone.html").path))
        #expect(FileManager.default.fileExists(atPath: place.appending(path: "people/ann.html").path))
        #expect(try names == ["report"])
    }

    @Test func anEmptyFolderIsTaken() async throws {
        defer { try? FileManager.default.removeItem(at: parent) }
        let place = parent.appending(path: "report")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try await write(to: place)
        #expect(FileManager.default.fileExists(atPath: place.appending(path: "index.html").path))
    }

    @Test func whatIsNoReportStays() async throws {
        defer { try? FileManager.default.removeItem(at: parent) }
        let place = parent.appending(path: "letters")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data("dear".utf8).write(to: place.appending(path: "letter.txt"))
        let refused = await #expect(throws: ReportProblem.self) { try await write(to: place) }
        #expect(
            refused?.description
                == "\(place.path) holds other files than a report's; name a folder that is not there, is empty, or holds a report"
        )
        let file = place.appending(path: "letter.txt")
        let refusedFile = await #expect(throws: ReportProblem.self) { try await write(to: file) }
        #expect(
            refusedFile?.description
                == "\(file.path) is a file; name a folder that is not there, is empty, or holds a report")
        #expect(try String(contentsOf: file, encoding: .utf8) == "dear")
        #expect(try names == ["letters"])
    }

    /// A draft of a process that was killed is taken away by the next report; one of a process that lives is not.
    @Test func draftsOfTheDeadAreTakenAway() async throws {
        defer { try? FileManager.default.removeItem(at: parent) }
        let living = ".report.merit-1"
        // No process has so high a number.
        for draft in [".report.merit-2147483647", living] {
            try FileManager.default.createDirectory(
                at: parent.appending(path: draft), withIntermediateDirectories: true)
        }
        try await write(to: parent.appending(path: "report"))
        #expect(try names == [living, "report"])
    }
}
