import Foundation
import Reports

/// A level of an indicator that people rate, as the rules have it.
struct RatedLevel: Decodable, Sendable {
    private let level: String
    private let title: [String: String]?
    /// One number, or the lowest and the highest.
    private let points: [Decimal]

    private enum CodingKeys: String, CodingKey {
        case level, title, points
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        level = try values.decode(String.self, forKey: .level)
        title = try values.decodeIfPresent([String: String].self, forKey: .title)
        let range = try? values.decode([Decimal].self, forKey: .points)
        points = try range ?? [values.decode(Decimal.self, forKey: .points)]
    }

    /// `30–50 Good`, from the best down; none of rules that cannot be read.
    ///
    /// - Parameter json: the levels of one indicator; nil of one that has none.
    static func words(_ json: String?, _ language: Language) -> [String] {
        let levels = json.flatMap { try? JSONDecoder().decode([RatedLevel].self, from: Data($0.utf8)) } ?? []
        return levels.map { level in
            let points = level.points.first == level.points.last ? level.points.prefix(1) : level.points[...]
            let title = level.title?[language.text(zh: "zh", en: "en")] ?? level.level
            return "\(points.map { "\($0)" }.joined(separator: "–")) \(title)"
        }
    }
}
