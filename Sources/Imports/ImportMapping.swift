import Foundation
import Yams

/// What a file's headings and words mean, where Merit does not know it by itself: a YAML file.
///
///     columns: {Nr: ticket_id, Notiz: "-"}      # heading: column; "-" leaves the heading out
///     values: {status: {erledigt: resolved}}    # column: word: value
///     time_zone: Europe/Berlin
///     dates: dmy                                # or mdy
///     decimals: comma                           # or point
package struct ImportMapping: Sendable, Decodable {
    package var columns: [String: String] = [:]
    package var values: [String: [String: String]] = [:]
    package var timeZone: String?
    package var dates: CellReader.DayOrder?
    package var decimals: CellReader.DecimalMark?

    package init() {}

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case columns, values
        case timeZone = "time_zone"
        case dates, decimals
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let names = try decoder.singleValueContainer().decode([String: Ignored].self).keys
        if let unknown = names.sorted().first(where: { CodingKeys(rawValue: $0) == nil }) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: [],
                    debugDescription:
                        "there is no \(unknown); there are \(CodingKeys.allCases.map(\.rawValue).joined(separator: ", "))"
                ))
        }
        columns = try container.decodeIfPresent([String: String].self, forKey: .columns) ?? [:]
        values = try container.decodeIfPresent([String: [String: String]].self, forKey: .values) ?? [:]
        timeZone = try container.decodeIfPresent(String.self, forKey: .timeZone)
        dates = try container.decodeIfPresent(CellReader.DayOrder.self, forKey: .dates)
        decimals = try container.decodeIfPresent(CellReader.DecimalMark.self, forKey: .decimals)
    }

    /// - Throws: ``Unreadable``.
    package static func load(_ path: String) throws(Unreadable) -> ImportMapping {
        do {
            return try YAMLDecoder().decode(ImportMapping.self, from: String(contentsOfFile: path, encoding: .utf8))
        } catch let DecodingError.dataCorrupted(context), let DecodingError.typeMismatch(_, context) {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            let cause = context.underlyingError.map { ": \($0)" } ?? ""
            throw Unreadable(
                description: "\(path): \(place.isEmpty ? "" : "\(place): ")\(context.debugDescription)\(cause)")
        } catch {
            throw Unreadable(description: "\(path): \(error.localizedDescription)")
        }
    }

    /// The file of a mapping is none.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    private struct Ignored: Decodable {
        init(from decoder: any Decoder) {}
    }
}

extension CellReader.DayOrder: Decodable {}
extension CellReader.DecimalMark: Decodable {}
