import Foundation
import Pages
import Postgres
import Reports
import Store

extension SampleCompany {
    /// Delivers all months, and writes the pages of the last one as an officer of HR sees them.
    ///
    /// They replace those of an earlier call, and stay when the server is gone.
    ///
    /// - Returns: the first page.
    func writePages(language: Language) async throws -> String {
        try await owner.withConnection { try await $0.script(roles.rendered(Statements.samplePeople)) }
        try await hr().withConnection { connection in
            try await connection.script(
                "insert into merit.quarter_review (quarter) values ('2026-04-01'), ('2026-07-01');"
                    + "select merit.deliver(label, '2026-12-31 18:00+08') from merit.appraisal_period")
        }
        try await score()
        // A folder of one's own: others of the machine may have one of that name.
        let folder = FileManager.default.temporaryDirectory.appending(path: "merit-demo-\(getuid())").path
        var request = Report.Request(period: "2026-09")
        request.language = language
        let officer = try owner.with(["user": "merit_demo_officer"])
        _ = try await officer.withConnection { [request] connection in
            try await Report.write(request, to: folder, on: connection) { _ in }
        }
        return "\(folder)/index.html"
    }
}
