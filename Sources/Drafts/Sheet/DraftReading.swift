import Exact
import Imports
import Sheets

/// Reads the rows below the headings into dimensions and indicators, and goes on where something is wrong.
struct DraftReading {
    let grid: SheetGrid
    let layout: DraftLayout
    private(set) var dimensions: [DraftDimension] = []
    private(set) var flaws: [DraftFlaw] = []
    private(set) var notes: [DraftNote] = []
    /// What the sheet says above its headings.
    private(set) var title: String?
    private(set) var posts: [String] = []
    private var isInIndicator = false

    init(_ grid: SheetGrid, _ layout: DraftLayout) {
        (self.grid, self.layout) = (grid, layout)
        flaws = layout.flaws
        notes = layout.notes
        readHead()
        for row in grid.rows where row > layout.headingRow {
            guard read(row) else { break }
        }
    }

    private func place(_ column: DraftColumn, _ row: Int) -> CellPlace? {
        layout.columns[column].map { CellPlace(row: row, column: $0) }
    }

    /// What a cell says; nil of an empty one, and of one that says nothing that can be used.
    private mutating func text(_ place: CellPlace?) -> String? {
        guard let place else { return nil }
        switch grid[place] {
        case .empty: return nil
        case .text(let text), .number(let text): return text
        case .boolean(let value): return value ? "true" : "false"
        case .moment(let text):
            flaws.append(DraftFlaw(.moment, at: place, value: text))
            return nil
        case .failure(let text):
            flaws.append(DraftFlaw(.formula, at: place, value: text))
            return nil
        }
    }

    private mutating func readHead() {
        for row in grid.rows where row < layout.headingRow {
            for column in 1...grid.width {
                guard case .text(let text) = grid[CellPlace(row: row, column: column)] else { continue }
                let plain = DraftText.plain(text)
                if let named = plain.wholeMatch(of: #/\s*(?:适用)?(?:岗位|职位|posts?|position)\s*:\s*(.+)/#.ignoresCase()) {
                    posts += named.1.split { "、,;/".contains($0) }.map { DraftText.oneLine(String($0)) }
                } else if title == nil, !plain.contains(":") {
                    title = DraftText.oneLine(text)
                }
            }
        }
    }

    /// - Returns: whether the table goes on below.
    private mutating func read(_ row: Int) -> Bool {
        let filled = (1...grid.width).map { CellPlace(row: row, column: $0) }.filter { grid[$0] != .empty }
        guard let first = filled.first else { return true }
        if case .text(let words) = grid[first], let isWhole = Self.isTotal(words) {
            guard isWhole else { return true }
            checkTotal(filled.dropFirst())
            let behind = grid.rows.filter { $0 > row }
            if let from = behind.first, let to = behind.last {
                notes.append(DraftNote(.behindTotal(rows: from...to), at: first))
            }
            return false
        }
        if filled.count == 1, isHeading(first) {
            isInIndicator = false
            if let text = text(first) { beginDimension(text, at: first) }
            return true
        }
        if let place = place(.dimension, row), let text = text(place) {
            if beginDimension(text, at: place) { isInIndicator = false }
        }
        readWeight(row)
        if let place = place(.indicator, row), let text = text(place) { beginIndicator(text, at: place) }
        guard isInIndicator, !dimensions.isEmpty else {
            if place(.indicator, row).map({ grid[$0] == .empty }) ?? false {
                flaws.append(DraftFlaw(.pointsWithoutIndicator, at: first))
            }
            return true
        }
        let known = flaws.count
        readIndicator(row)
        readLevels(row)
        if flaws.count > known {
            let last = dimensions.count - 1
            dimensions[last].indicators[dimensions[last].indicators.count - 1].isFlawed = true
        }
        return true
    }

    /// Nil where a row is no sum; else whether it is the last of the table.
    private static func isTotal(_ text: String) -> Bool? {
        let text = DraftText.plain(text).lowercased().filter { !$0.isWhitespace }
        if text.contains(#/^(?:小计|subtotal)/#) { return false }
        let isLast = text.contains(#/^(?:(?:合计|总计|总分|total|sum)[(:]?[0-9.%分]*[)]?$|(?:备注|注|说明|notes?):)/#)
        return isLast ? true : nil
    }

    private mutating func checkTotal(_ places: ArraySlice<CellPlace>) {
        guard !dimensions.contains(where: { $0.indicators.contains { $0.points == nil } }) else { return }
        let sums: [(DraftColumn, BigDecimal)] = [
            (.points, dimensions.reduce(.zero) { $0 + $1.points }),
            (.dimensionWeight, dimensions.reduce(.zero) { $0 + ($1.weight ?? .zero) }),
        ]
        for (column, found) in sums {
            guard let place = places.first(where: { $0.column == layout.columns[column] }), let text = text(place),
                let stated = Self.number(text), stated != found
            else { continue }
            flaws.append(
                DraftFlaw(
                    .total(stated: "\(stated.normalized)", found: "\(found.normalized)"), at: place, value: text))
        }
    }

    /// Whether the only cell of a row stands above the rows of a dimension.
    private func isHeading(_ place: CellPlace) -> Bool {
        let range = grid.range(of: place)
        guard range.first.row == range.last.row else { return false }
        let levels = [layout.columns[.criteria], layout.columns[.level], layout.columns[.levelPoints]].compactMap(
            \.self)
        guard !levels.contains(place.column), !layout.bands.contains(where: { $0.column == place.column }) else {
            return false
        }
        return place.column == layout.columns[.dimension] || range.last.column > range.first.column
            || place.column == 1 && layout.columns[.indicator] != 1
    }

    /// - Returns: whether it is another one than before.
    @discardableResult
    private mutating func beginDimension(_ text: String, at place: CellPlace) -> Bool {
        let (title, weight) = Self.titleAndWeight(text)
        if let last = dimensions.last, last.title == title { return false }
        if let index = dimensions.firstIndex(where: { $0.title == title }) {
            // The same name again, further down.
            dimensions.append(dimensions.remove(at: index))
            return true
        }
        var dimension = DraftDimension(title, at: place)
        dimension.weight = weight
        dimensions.append(dimension)
        return true
    }

    private mutating func readWeight(_ row: Int) {
        guard let place = place(.dimensionWeight, row), let text = text(place), !dimensions.isEmpty else { return }
        guard let weight = weight(text, at: place) else { return }
        dimensions[dimensions.count - 1].weight = weight
        dimensions[dimensions.count - 1].weightPlace = place
    }

    private mutating func beginIndicator(_ text: String, at place: CellPlace) {
        let (title, points) = Self.titleAndWeight(text)
        if dimensions.isEmpty {
            if layout.columns[.dimension] != nil { flaws.append(DraftFlaw(.indicatorBeforeDimension, at: place)) }
            dimensions.append(DraftDimension("", at: place))
        }
        let last = dimensions.count - 1
        if isInIndicator, dimensions[last].indicators.last?.title == title { return }
        isInIndicator = true
        if let other = dimensions.flatMap(\.indicators).first(where: { $0.title == title }) {
            flaws.append(DraftFlaw(.duplicateIndicator("\(other.place)"), at: place, value: title))
        }
        var indicator = DraftIndicator(title, at: place)
        indicator.points = points
        dimensions[last].indicators.append(indicator)
    }

    /// What rows say of the indicator that they belong to.
    private mutating func readIndicator(_ row: Int) {
        let last = dimensions.count - 1
        let index = dimensions[last].indicators.count - 1
        var indicator = dimensions[last].indicators[index]
        if let place = place(.points, row), let text = text(place), let points = weight(text, at: place) {
            if let before = indicator.points, before != points {
                flaws.append(
                    DraftFlaw(
                        .otherPoints("\(before.normalized)", in: "\(indicator.pointsPlace)"), at: place, value: text))
            }
            indicator.points = points
            indicator.pointsPlace = place
        }
        if let text = text(place(.english, row)) { indicator.english = DraftText.oneLine(text) }
        if let text = text(place(.code, row)) { indicator.code = DraftText.oneLine(text) }
        if let text = text(place(.unit, row)) {
            let unit = DraftText.oneLine(DraftText.plain(text))
            indicator.unit = ValueRange.unit(unit.lowercased()) ?? unit
        }
        if let place = place(.minSample, row), let text = text(place) {
            indicator.minSample = Int(DraftText.plain(text))
            if indicator.minSample == nil { flaws.append(DraftFlaw(.notSample, at: place, value: text)) }
        }
        let parts: [(DraftColumn, WritableKeyPath<DraftIndicator.Measure, String?>)] = [
            (.from, \.from), (.at, \.at), (.filter, \.filter), (.value, \.value),
        ]
        for (column, path) in parts {
            guard let place = place(column, row), let text = text(place) else { continue }
            indicator.measure[keyPath: path] = text
            indicator.measurePlace = place
        }
        for (column, heading) in layout.remarks {
            if let text = text(CellPlace(row: row, column: column)) {
                indicator.remarks.append((heading, DraftText.oneLine(text)))
            }
        }
        dimensions[last].indicators[index] = indicator
    }

    private mutating func readLevels(_ row: Int) {
        var levels: [DraftIndicator.Level] = []
        let word = text(place(.level, row)).map(DraftText.oneLine)
        let criterion = place(.criteria, row)
        let pointsPlace = place(.levelPoints, row)
        let given = text(pointsPlace)
        if let pointsPlace, let given {
            let words = [word, text(criterion).map(DraftText.oneLine)].compactMap(\.self).joined(separator: ": ")
            let points = PointsText(whole: given)
            if points == nil {
                flaws.append(
                    DraftFlaw(
                        DraftText.plain(given).hasPrefix("-") ? .negative : .notPoints, at: pointsPlace, value: given))
            }
            levels.append(
                .init(title: words, points: points, place: criterion ?? pointsPlace, pointsPlace: pointsPlace))
        } else if let place = criterion ?? place(.level, row), let text = text(place) {
            levels += self.levels(text, at: place, under: criterion == nil ? nil : word)
        }
        for (column, heading) in layout.bands {
            let place = CellPlace(row: row, column: column)
            guard let text = text(place) else { continue }
            levels += self.levels(text, at: place, under: heading.title, points: heading.points)
        }
        let last = dimensions.count - 1
        dimensions[last].indicators[dimensions[last].indicators.count - 1].levels += levels
    }

    private mutating func levels(
        _ text: String, at place: CellPlace, under word: String?, points: PointsText? = nil
    ) -> [DraftIndicator.Level] {
        do throws(DraftFlaw.Reason) {
            return try CriterionText.all(in: text).map { criterion in
                // A cell that says points alone says what its column brings.
                let words = [word ?? "", criterion.text].filter { !$0.isEmpty }
                return .init(
                    title: words.joined(separator: ": "), points: criterion.points ?? points, place: place,
                    pointsPlace: place)
            }
        } catch {
            flaws.append(DraftFlaw(error, at: place, value: DraftText.oneLine(text)))
            return []
        }
    }

    private mutating func weight(_ text: String, at place: CellPlace) -> BigDecimal? {
        let number = Self.number(text)
        if number == nil { flaws.append(DraftFlaw(.notPoints, at: place, value: DraftText.oneLine(text))) }
        return number
    }

    /// `15`, `15%`, `15分`, `１５`.
    private static func number(_ text: String) -> BigDecimal? {
        let bare = DraftText.plain(text).replacing(#/\s|%|分|points?|pts?/#.ignoresCase(), with: "")
        guard let digits = try? NumberText.digits(of: bare, mark: nil), digits.utf8.count <= 30 else { return nil }
        return BigDecimal(digits)
    }

    /// `一、服务态度（30%）` is a title and a weight.
    private static func titleAndWeight(_ text: String) -> (title: String, weight: BigDecimal?) {
        let bare = DraftText.unnumbered(text)
        let weighed = #/^((?:.|\n)+?)\s*[(（]\s*([0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(?:%|％|分|points?|pts?)\s*[)）]\s*$/#
            .ignoresCase()
        if let found = bare.wholeMatch(of: weighed), let weight = number(String(found.2)) {
            return (DraftText.oneLine(String(found.1)), weight)
        }
        return (DraftText.oneLine(bare), nil)
    }
}
