import Appraisal
import Testing

/// Nothing in a template is larger than what can be calculated with, and every place that is says so.
@Suite struct LimitTests {
    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
        (1...count).map(element).joined(separator: ", ")
    }

    private static func bands(_ count: Int) -> String {
        list(count) { number in
            let points = number == 1 ? "10" : "0"
            return "{band: b\(number), best: \(10 * number), worst: \(10 * number + 5), points: \(points)}"
        }
    }

    /// What is limited, a piece of the small template, what takes its place for a number, and where a problem is.
    struct Place: Sendable, CustomTestStringConvertible {
        let limit: TemplateLimit
        let piece: String
        let place: String
        let text: @Sendable (Int) -> String
        var testDescription: String { limit.what }
    }

    private static let places = [
        Place(limit: .bands, piece: Self.scale, place: "speed/response scale") { count in
            "scale: [\(bands(count))]"
        },
        Place(limit: .posts, piece: "plan:", place: "posts") { count in
            "posts: [\(list(count) { "p\($0)" })]\nplan:"
        },
        Place(limit: .streaks, piece: Self.streaks, place: "streaks") { count in
            "streaks: [\(list(count) { "{grade: B, periods: \($0 + 1), outcome: warning}" })]\n"
        },
        Place(limit: .outcomes, piece: Self.talents, place: "outcomes") { count in
            "outcomes: {\(list(count) { "own\($0): {zh: 甲, en: A}" })}\n"
                + talents.replacing(
                    "talent_pool", with: list(count) { "own\($0)" })
        },
        Place(limit: .outcomeCharacters, piece: Self.talents, place: "outcomes own zh") { count in
            "outcomes: {own: {zh: \(String(repeating: "岗", count: count)), en: A}}\n"
                + talents.replacing(
                    "talent_pool", with: "own")
        },
        Place(limit: .nameCharacters, piece: "unit: hour", place: "speed/response unit") { count in
            "unit: \(String(repeating: "时", count: count))"
        },
        Place(limit: .titleCharacters, piece: "en: Manner", place: "attitude/manner title en") { count in
            "en: \(String(repeating: "é", count: count))"
        },
    ]

    private static let scale = """
        scale:
                  - {band: quick, best: 0, worst: 1, points: [10, 6]}
                  - {band: slow, best: 1, worst: 4, points: [5, 0]}
        """
    private static let talents =
        "grades:\n  - {grade: A, at_least: 80, coefficient: 1.2, outcomes: [talent_pool]}\n"
    private static let streaks = "streaks:\n  - {grade: B, periods: 2, outcome: warning}\n"

    @Test(arguments: places) func asManyAsThereMayBeAreRead(_ place: Place) throws {
        let text = try Small.text(place.piece, becomes: place.text(place.limit.most))
        #expect(Small.problems(of: text) == [])
    }

    @Test(arguments: places) func oneMoreIsRefusedInItsPlace(_ place: Place) throws {
        let count = place.limit.most + 1
        let text = try Small.text(place.piece, becomes: place.text(count))
        #expect(
            Small.problems(of: text) == [
                "small@1 \(place.place): \(count) \(place.limit.what); \(place.limit.most) is the most"
            ])
    }

    @Test func indicatorsAreCountedInAllDimensions() throws {
        func text(_ count: Int) throws -> String {
            let levels = "[{level: a, title: {zh: 好, en: Good}, points: [0, 1]}]"
            let more = (1...count - 2).map {
                "      - {code: i\($0), title: {zh: 好, en: Good}, points: 1, rated: \(levels)}"
            }
            return try Small.text(
                "  - code: speed", becomes: more.joined(separator: "\n") + "\n  - code: speed")
        }
        #expect(Small.problems(of: try text(TemplateLimit.indicators.most)) == [])
        #expect(
            Small.problems(of: try text(TemplateLimit.indicators.most + 1)) == [
                "small@1 dimensions: 101 indicators, in all dimensions; 100 is the most"
            ])
    }

    /// Counts of what cannot stand alone: other things are wrong with so many of them as well.
    @Test(arguments: [
        Place(limit: .dimensions, piece: "dimensions:\n", place: "dimensions") { count in
            "dimensions:\n" + (0..<count - 2).map { "  - {code: d\($0)}\n" }.joined()
        },
        Place(limit: .grades, piece: "grades:\n", place: "grades") { count in
            "grades:\n" + (0..<count - 2).map { "  - {grade: g\($0)}\n" }.joined()
        },
        Place(limit: .caps, piece: "streaks:\n", place: "caps") { count in
            "caps:\n" + (0..<count).map { "  - {indicator: i\($0)}\n" }.joined() + "streaks:\n"
        },
        Place(limit: .levels, piece: "rated:\n", place: "attitude/manner rated") { count in
            "rated:\n" + (0..<count - 2).map { "          - {level: l\($0)}\n" }.joined()
        },
    ]) func oneMoreIsTold(_ place: Place) throws {
        func isTold(_ count: Int) throws -> Bool {
            let text = try Small.text(place.piece, becomes: place.text(count))
            return Small.problems(of: text).joined(separator: "\n").contains(
                "small@1 \(place.place): \(count) \(place.limit.what); \(place.limit.most) is the most")
        }
        #expect(try isTold(place.limit.most + 1))
        #expect(try !isTold(place.limit.most))
    }

    @Test(
        arguments: [
            ("at_most: 3", "at_most: 21", "plan at_most: expected a whole number from 0 to 20, found '21'"),
            ("at_most: 3", "at_most: 20", nil),
            ("periods: 2", "periods: 61", "streak 1 periods: expected a whole number from 2 to 60, found '61'"),
            ("periods: 2", "periods: 60", nil),
            (
                "code: manner", "code: \(String(repeating: "m", count: 64))",
                "attitude/\(String(repeating: "m", count: 64)) code: expected a letter, then letters, digits, _ and -, at most 63, found '\(String(repeating: "m", count: 64))'"
            ),
            ("code: manner", "code: \(String(repeating: "m", count: 63))", nil),
        ] as [(String, String, String?)]) func numbersAndNamesHaveBounds(
            _ piece: String, _ replacement: String, _ problem: String?
        ) throws
    {
        let problems = Small.problems(of: try Small.text(piece, becomes: replacement))
        #expect(problems == [problem].compactMap(\.self).map { "small@1 \($0)" })
    }

    @Test(arguments: [
        "999999999999999", "999999999999999.999999999999", "9.99e14", "4.000000000001", "4000000000000e-12",
        "4.00000000000000000",
    ]) func numbersOfUsefulSizeAreRead(_ number: String) throws {
        #expect(Small.problems(of: try Small.text("worst: 4, points", becomes: "worst: \(number), points")) == [])
    }

    @Test(arguments: [
        "1000000000000000", "-1e15", "9e999", "9e120000", "1e99999999999", "0.0000000000001", "1e-13",
        String(repeating: "9", count: 200_000), "0." + String(repeating: "0", count: 200_000) + "1",
    ]) func numbersBeyondAreRefusedAtOnce(_ number: String) throws {
        let text = try Small.text("worst: 4, points", becomes: "worst: \(number), points")
        #expect(
            Small.problems(of: text).first
                == "small@1 speed/response scale band \"slow\" worst: expected at most 15 digits before the point and 12 behind it, found '\(number.prefix(60))'"
        )
    }

    @Test func aFileThatIsNoUTF8SaysWhere() {
        #expect(
            problems(of: Array("template: a\ntitle: caf".utf8) + [0xE9] + Array("\nversion: 1".utf8)) == [
                "small.yaml: line 2: a byte there is no UTF-8; save the file in that encoding"
            ])
        let tooLong = Array(String(repeating: "é", count: 131_072).utf8) + [0xC3]
        #expect(problems(of: tooLong) == ["small.yaml: longer than 262144 bytes"])
        #expect(problems(of: Array(Small.text.utf8)) == [])
    }

    private func problems(of bytes: [UInt8]) -> [String] {
        do throws(Problems) {
            _ = try TemplateDocument(utf8: bytes, file: "small.yaml")
            return []
        } catch {
            return error.list.map(\.description)
        }
    }
}
