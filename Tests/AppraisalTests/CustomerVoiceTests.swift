import Appraisal
import Exact
import Testing

@Suite struct CustomerVoiceTests {
    @Test(
        arguments: [
            (5, 2, 10, "30.00", "48.41"), (1, 0, 1, "100.00", "0.00"), (0, 0, 4, "0.00", "0.00"),
            (1, 1, 2, "0.00", "138.59"),
            (0, 3, 3, "-100.00", "0.00"), (1, 0, 3, "33.33", "53.34"), (2, 1, 3, "33.33", "106.69"),
            (700, 100, 1000, "60.00", "4.11"), (400_000_000, 100_000_000, 1_000_000_000, "30.00", "0.00"),
        ] as [(Int64, Int64, Int64, String, String)])
    func netPromoterScoreWithItsMargin(
        _ promoters: Int64, _ detractors: Int64, _ responses: Int64, _ nps: String, _ margin: String
    ) {
        let voice = CustomerVoice(
            recommendation: .init(promoters: promoters, detractors: detractors, responses: responses), satisfaction: nil
        )
        #expect(voice.nps?.description == nps)
        #expect(voice.npsMargin?.description == margin)
        #expect(voice.npsResponses == responses)
        #expect(voice.satisfaction == nil)
    }

    @Test func theMarginIsTheNearestHundredth() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let n = Int64.random(in: 1...5_000, using: &random)
            let promoters = Int64.random(in: 0...n, using: &random)
            let detractors = Int64.random(in: 0...(n - promoters), using: &random)
            let voice = CustomerVoice(
                recommendation: .init(promoters: promoters, detractors: detractors, responses: n), satisfaction: nil)
            let margin = try #require(voice.npsMargin)
            // margin² = 196² (n (P + D) − (P − D)²) / n³ lies between the squares of the margin's neighbours by half a hundredth.
            let difference = BigDecimal(promoters - detractors)
            let radicand = BigDecimal(n) * BigDecimal(promoters + detractors) - difference * difference
            let square = BigDecimal(38_416) * radicand
            let cube = BigDecimal(n) * BigDecimal(n) * BigDecimal(n)
            let half = try decimal("0.005")
            let (low, high) = (margin - half, margin + half)
            #expect(square < high * high * cube)
            #expect(low < 0 || low * low * cube <= square)
        }
    }

    @Test(arguments: [(15, 16, "93.75"), (1, 3, "33.33"), (2, 3, "66.67"), (0, 3, "0.00")] as [(Int64, Int64, String)])
    func satisfaction(_ satisfied: Int64, _ responses: Int64, _ share: String) {
        let voice = CustomerVoice(recommendation: nil, satisfaction: .init(satisfied: satisfied, responses: responses))
        #expect(voice.satisfaction?.description == share)
        #expect(voice.satisfactionResponses == responses)
    }

    @Test func noAnswersSayNothing() {
        let voice = CustomerVoice(
            recommendation: .init(promoters: 0, detractors: 0, responses: 0),
            satisfaction: .init(satisfied: 0, responses: 0))
        #expect(voice == .silent)
        #expect((voice.nps, voice.npsMargin, voice.satisfaction) == (nil, nil, nil))
        #expect((voice.npsResponses, voice.satisfactionResponses) == (nil, nil))
    }
}
