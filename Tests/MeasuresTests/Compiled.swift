import Exact

@testable import Measures

/// What a value is compiled to, where a row passes without a condition.
struct Compiled: Equatable, CustomStringConvertible {
    let factor: String
    let numerator: String
    let denominator: String?
    let sample: String?
    let texts: [String]

    init(_ measure: CheckedMeasure) {
        var writer = SQLWriter(firstArgument: 6)
        func take(_ piece: SQL?) -> String? {
            guard let piece else { return nil }
            let start = writer.sql.utf8.count
            writer.write(piece)
            return String(writer.sql.utf8.dropFirst(start)) ?? ""
        }
        factor = measure.factor.fraction
        numerator = take(measure.numerator) ?? ""
        denominator = take(measure.denominator)
        sample = take(measure.sample)
        texts = writer.arguments.texts
    }

    init(
        _ factor: String, _ numerator: String, over denominator: String? = nil, sample: String? = nil,
        texts: [String] = []
    ) {
        self.factor = factor
        self.numerator = numerator
        self.denominator = denominator
        self.sample = sample
        self.texts = texts
    }

    var description: String { "\(factor) × \(numerator) / \(denominator ?? "1"), sample \(sample ?? "rows"), \(texts)" }
}

extension Rational {
    /// `1/3600`, `100`.
    var fraction: String {
        let lowest = reduced
        return lowest.denominator == 1
            ? "\(lowest.numerator.description)" : "\(lowest.numerator.description)/\(lowest.denominator.description)"
    }
}
