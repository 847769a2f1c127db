import Foundation
import Mustache

/// How texts stand in a page: as texts, whatever is in them.
///
/// Scalar by scalar: with an accent behind it a quote is another Character, and still a quote to a browser. What has no place in a
/// document is left out.
struct Markup: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
