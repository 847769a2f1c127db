import Support
import Testing

/// What was agreed on in a round that is over is offered to whoever enters it.
@Suite(.database(.forms)) struct AgreementTests {
    /// Max stands above sue and tom, and sees what they see.
    @Test func whoStandsAboveIsOfferedNothingThatIsRefused() async throws {
        try await TestDatabase.current.run("update merit.setting set value = '1' where name = 'line_above'")
        try await Program.serving { servers, _ in
            let (above, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await above.signIn("max")
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("href=\"/calibration/1/of/bob\""))
            #expect(try await sue.get("/calibration/1/of/bob").status == 200)
            // Delivered: nothing is agreed on any more.
            #expect(try await sue.get("/calibration/1/of/ann").status == 404)
            let home = try await above.get("/").text
            #expect(home.contains("href=\"/calibration/1/of/tom\"") && !home.contains("href=\"/calibration/1/of/bob\""))
            #expect(try await above.get("/calibration/1/of/tom").status == 200)
            #expect(try await above.get("/calibration/1/of/bob").status == 404)
        }
    }
}
