import Foundation
import NIOHTTP1
import Postgres
import Support
import Testing

/// Officers give payroll what is delivered, and take it as a file: the same as `merit payroll` writes.
@Suite(.database(.forms)) struct PayrollPageTests {
    /// What `merit payroll` writes of a batch.
    private func written(_ batch: String, as ending: String) async throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "payroll-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        let outcome = try await Program.run(
            ["payroll", "--batch", batch, "--out", file.path()],
            database: try TestDatabase.current.configuration(user: "merit_hr"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Data(contentsOf: file)
    }

    @Test func aBatchIsMadeAndTakenAsAFile() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (hilda, pat) = (Browser(servers[0]), Browser(servers[0]))
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/").text.contains("href=\"/payroll\""))
            #expect(try await hilda.get("/payroll").text.contains("There is none yet."))
            try await hilda.get("/payroll/make")
            #expect(try await hilda.post("/payroll/make", [("period", "2020-10")]).location == "/payroll")
            let made = try await database.value("select made_by || ' ' || rows from merit.payroll_batch")
            #expect(made == "hilda 5")
            let number = try await database.value("select batch_id from merit.payroll_batch") ?? ""
            let (csv, workbook) = (try await written(number, as: "csv"), try await written(number, as: "xlsx"))
            for browser in [hilda, pat] {
                if browser === pat { try await pat.signIn("pat") }
                #expect(try await browser.get("/payroll").text.contains("href=\"/payroll/\(number)/csv\""))
                var page = try await browser.get("/payroll/\(number)/csv")
                #expect(page.status == 200 && Data(page.text.utf8) == csv)
                #expect(
                    page.headers.first(name: "Content-Disposition")
                        == "attachment; filename=\"payroll-\(number).csv\"")
                page = try await browser.get("/payroll/\(number)/xlsx")
                #expect(page.status == 200 && page.text.hasPrefix("PK"))
                #expect(page.headers.first(name: "Content-Length") == "\(workbook.count)")
                for path in ["/payroll/\(number)/pdf", "/payroll/99/csv", "/payroll/x/csv"] {
                    #expect(try await browser.get(path).status == 404, "\(path)")
                }
            }
            try await hilda.get("/payroll/make")
            #expect(
                try await hilda.post("/payroll/make", [("period", "2020-10")]).problems
                    == ["Nothing is delivered, or nothing changed since the batch before."])
            // Payroll reads, and makes none.
            try await pat.get("/")
            #expect(try await pat.get("/payroll/make").status == 404)
            try await pat.get("/")
            #expect(try await pat.post("/payroll/make", [("period", "2020-10")]).status == 404)
            #expect(try await database.value("select count(*) from merit.payroll_batch") == "1")
        }
    }

    /// An officer of a department, an auditor and whoever has no duty see none of it.
    @Test(arguments: ["hal", "una", "ann", "cat"]) func othersAreToldThatThereIsNone(reader: String) async throws {
        let database = try TestDatabase.current
        try await database.run("select merit.make_payroll('2020-10')", as: "merit_hr")
        let number = try await database.value("select batch_id from merit.payroll_batch") ?? ""
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await !browser.get("/").text.contains("/payroll"))
            for path in ["/payroll", "/payroll/make", "/payroll/\(number)/csv", "/payroll/\(number)/xlsx"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            try await browser.get("/")
            #expect(try await browser.post("/payroll/make", [("period", "2020-10")]).status == 404)
            #expect(try await database.value("select count(*) from merit.payroll_batch") == "1")
        }
    }
}
