import Appraisal
import Exact
import Reports

/// What of a template stands on one page of its sheet: a large one takes several, for none may be longer than a page may be.
struct RulePart: Sendable {
    /// An indicator, or as much of it as is left for a page.
    struct Piece: Sendable {
        let indicator: Indicator
        /// Which of its bands or levels.
        var steps: Range<Int>
        /// Whether it began on the page before.
        let goesOn: Bool
    }

    struct Section: Sendable {
        let dimension: Dimension
        var pieces: [Piece]
    }

    /// Whether what holds for the whole of it stands here: where the total comes from, and the grades.
    let isFirst: Bool
    private(set) var sections: [Section] = []

    /// Bytes of markup that a page takes; what stands around it takes the rest of the 60 kB.
    private static let most = 40_000
    /// Bytes of the outcomes of a grade that it takes.
    static let mostOfOutcomes = 1000

    /// All of them, in order; never none.
    static func all(of template: Template) -> [RulePart] {
        var parts = [RulePart(isFirst: true)]
        var bytes = template.headSize
        for dimension in template.dimensions {
            var isOpen = false
            for indicator in dimension.indicators {
                let head = 700 + dimension.title.size + indicator.headSize
                var own = head
                var piece = Piece(indicator: indicator, steps: 0..<0, goesOn: false)
                for (step, size) in indicator.stepSizes.enumerated() {
                    // What a page has nothing beside stands on it, however large it is.
                    if bytes + own + size > most, bytes > 0 || !piece.steps.isEmpty {
                        if !piece.steps.isEmpty { parts[parts.count - 1].add(piece, of: dimension, isOpen: isOpen) }
                        piece = Piece(indicator: indicator, steps: step..<step, goesOn: step > 0)
                        parts.append(RulePart(isFirst: false))
                        (bytes, own, isOpen) = (0, head, false)
                    }
                    piece.steps = piece.steps.lowerBound..<(step + 1)
                    own += size
                }
                parts[parts.count - 1].add(piece, of: dimension, isOpen: isOpen)
                bytes += own
                isOpen = true
            }
        }
        return parts
    }

    private init(isFirst: Bool) {
        self.isFirst = isFirst
    }

    private mutating func add(_ piece: Piece, of dimension: Dimension, isOpen: Bool) {
        if isOpen, !sections.isEmpty {
            sections[sections.count - 1].pieces.append(piece)
        } else {
            sections.append(Section(dimension: dimension, pieces: [piece]))
        }
    }
}

extension Template {
    /// Bytes of what holds for the whole of it.
    fileprivate var headSize: Int {
        var bytes = 2000
        for grade in grades { bytes += 300 + grade.name.size + min(grade.outcomes.size, RulePart.mostOfOutcomes) }
        for streak in streaks { bytes += 150 + streak.grade.size + [streak.outcome].size }
        for cap in caps {
            bytes += 250 + cap.title.size + cap.grade.size + (indicator(cap.indicator)?.title.size ?? 0)
        }
        return bytes
    }
}

extension Indicator {
    /// Bytes of what stands above its bands or levels.
    fileprivate var headSize: Int {
        let texts = [measure?.from, measure?.value, measure?.filter, measure?.onePer?.column, measure?.credit]
        return title.size + texts.reduce(0) { $0 + ($1?.size ?? 0) } + (measure?.sizeInWords ?? 0)
    }

    /// Bytes of each band or level.
    fileprivate var stepSizes: [Int] {
        switch basis {
        case .rated(let levels): levels.map { 90 + $0.title.size }
        case .measured(_, let scale): scale.bands.map { _ in 160 + 2 * (unit?.size ?? 0) }
        }
    }
}

extension [Outcome] {
    fileprivate var size: Int { reduce(0) { $0 + ($1.title?.size ?? 40) } }
}

extension Measure {
    /// Bytes of its sentence, and of what the formula stands in then.
    fileprivate var sizeInWords: Int {
        let sentences = Language.allCases.compactMap { MeasureWords(Words($0)).sentence(of: self)?.size }
        return sentences.max().map { 200 + $0 } ?? 0
    }
}

extension LocalizedText {
    fileprivate var size: Int { max(zh.size, en.size) }
}

extension String {
    /// Bytes that it takes in a page.
    fileprivate var size: Int { inHTML.utf8.count }
}
