import Foundation

extension SecondOpinion {
    /// A published template as its stored document has it, read by Foundation alone.
    struct Document: Decodable {
        let template: String
        let version: Int
        let `default`: Bool?
        let posts: [String]?
        let sources: [String: Source]
        let measuredIn: String?
        let eligibility: Eligibility?
        let coverage: Coverage?
        let nearCut: Number?
        let outcomes: [String: Title]?
        let grades: [Grade]
        let caps: [Cap]?
        let dimensions: [Dimension]

        struct Eligibility: Decodable { let minDays: Int }
        struct Coverage: Decodable { let minPercent: Number }

        struct Source: Decodable {
            let weight: Number
            let required: Bool?
            let position: Int
        }

        struct Grade: Decodable {
            let grade: String
            let atLeast: Number
            let coefficient: Number
            let outcomes: [String]?
        }

        struct Cap: Decodable {
            let indicator: String
            let atLeast: Number?
            let atMost: Number?
            let grade: String
        }

        struct Dimension: Decodable {
            let code: String
            let weight: Number
            let indicators: [Indicator]
        }

        struct Indicator: Decodable {
            let code: String
            let points: Number
            let rated: [Level]?
            let measure: Steps?
            let scale: [Band]?
            let minSample: Int?
        }

        struct Level: Decodable {
            let level: String
            let points: Ends
        }

        /// What is done with the value of a measure; how it is found is written in Swift a second time.
        struct Steps: Decodable {
            let per: String?
            let relativeTo: String?
            let whenEmpty: Number?
            let mix: [String]?
            let scoredOn: String?
        }

        struct Band: Decodable {
            let band: String
            let best: Number
            let worst: Number
            let points: Ends
            let step: Number?
        }
    }
}

extension SecondOpinion.Document {
    /// A number read from its text.
    struct Number: Decodable {
        let value: SecondOpinion.Fraction

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text = "\(try container.decode(Decimal.self))"
            guard let value = SecondOpinion.Fraction(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no decimal")
            }
            self.value = value
        }
    }

    /// One number, or two.
    struct Ends: Decodable {
        let first: SecondOpinion.Fraction
        let last: SecondOpinion.Fraction

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let numbers = try (try? container.decode([Number].self)) ?? [container.decode(Number.self)]
            first = numbers[0].value
            last = numbers[numbers.count - 1].value
        }
    }

    init(json: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(json.utf8))
    }

    var indicators: [Indicator] { dimensions.flatMap(\.indicators) }

    /// The sources in the order of the template.
    var orderedSources: [(name: String, source: Source)] {
        sources.sorted { $0.value.position < $1.value.position }.map { ($0.key, $0.value) }
    }
}
