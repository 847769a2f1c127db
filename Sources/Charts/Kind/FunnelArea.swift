/// The plane of a funnel: rows to the right, values upwards.
struct FunnelArea: Sendable {
    enum Standing: Sendable {
        case within
        /// Beyond the 95% limits.
        case outside
        /// Beyond the 99.8% limits.
        case far
    }

    /// Standard deviations that leave 5%, and 0.2%, to chance.
    static let inner = 1.96
    static let outer = 3.09
    static let innerName = "95%"
    static let outerName = "99.8%"
    /// Of more people than these, those who stand out most have a mark of their own.
    static let mostPeople = 150
    private static let mostNames = 12

    let rows: Axis
    let values: Axis
    /// Those with a mark of their own.
    let alone: [FunnelChart.Person]
    let heap: [FunnelChart.Person]
    private let chart: FunnelChart
    let plot: Plot
    private let across: Mapping
    private let up: Mapping

    init(_ chart: FunnelChart) {
        self.chart = chart
        let most = chart.people.map(\.rows).max() ?? 0
        rows = Axis(holding: [0, Double(max(most, 1))], steps: 4, isWhole: true)
        let counts = chart.people.map(\.rows).filter { $0 > 0 }.sorted()
        let usual =
            FunnelArea.outer
            * (chart.variance.value / Double(max(counts.isEmpty ? 1 : counts[counts.count / 2], 1))).squareRoot()
        // The limits in sight are those of the usual person, as far as a value can be there.
        let limits = [chart.mean.value - usual, chart.mean.value + usual].map { limit in
            chart.bounds.map { min(max(limit, $0.lowerBound), $0.upperBound) } ?? limit
        }
        values = Axis(
            holding: chart.people.map(\.value.value) + [chart.mean.value] + limits.filter(\.isFinite), steps: 4,
            within: chart.bounds)
        plot = Plot(
            between: values.ticks.map(values.text), and: [FunnelArea.outerName, chart.mean.text], top: 12, bottom: 190)
        across = Mapping(rows.low, rows.high, to: plot.left, plot.right)
        up = Mapping(values.low, values.high, to: plot.bottom, plot.top)
        guard chart.people.count > FunnelArea.mostPeople else {
            (alone, heap) = (chart.people, [])
            return
        }
        let furthest = chart.people.enumerated().filter {
            FunnelArea.distance($0.element, in: chart) > FunnelArea.outer
        }
        .sorted {
            (FunnelArea.distance($1.element, in: chart), $0.offset) < (
                FunnelArea.distance($0.element, in: chart), $1.offset
            )
        }
        .prefix(FunnelArea.mostNames).map(\.offset)
        let chosen = Set(furthest)
        alone = chart.people.enumerated().filter { $0.element.isMarked || chosen.contains($0.offset) }.map(\.element)
        heap = chart.people.enumerated().filter { !$0.element.isMarked && !chosen.contains($0.offset) }.map(\.element)
    }

    func x(_ rows: Double) -> Double { across(rows) }
    func y(_ value: Double) -> Double { up(value) }

    func middle(of person: FunnelChart.Person) -> Point { Point(across(Double(person.rows)), up(person.value.value)) }

    func standing(of person: FunnelChart.Person) -> Standing {
        let distance = FunnelArea.distance(person, in: chart)
        // A value on a limit is within it, whatever the last binary digit says.
        let (inner, outer) = (FunnelArea.inner + 1e-9, FunnelArea.outer + 1e-9)
        return distance > outer ? .far : distance > inner ? .outside : .within
    }

    /// From the mean, in standard errors; without rows there is none.
    private static func distance(_ person: FunnelChart.Person, in chart: FunnelChart) -> Double {
        guard person.rows > 0 else { return 0 }
        let far = abs(person.value.value - chart.mean.value)
        let error = (max(chart.variance.value, 0) / Double(person.rows)).squareRoot()
        return error > 0 ? far / error : far > 0 ? .infinity : 0
    }

    /// The limit of so many standard errors, as far as it is in sight, from the fewest rows on.
    func curve(_ errors: Double) -> [Point] {
        let room = (errors > 0 ? values.high : values.low) - chart.mean.value
        let variance = chart.variance.value
        guard variance > 0, room != 0 else { return [] }
        // In equal steps of value: the curve is steep where rows are few.
        let first = variance * errors * errors / (room * room)
        guard first < rows.high else { return [] }
        let (from, to) = (1 / first.squareRoot(), 1 / rows.high.squareRoot())
        return (0...20).map { step in
            let inverse = from + (to - from) * Double(step) / 20
            return Point(
                across(1 / (inverse * inverse)), up(chart.mean.value + errors * variance.squareRoot() * inverse))
        }
    }

    /// How many of the heap lie in each cell of a grid.
    var cells: [(middle: Point, count: Int)] {
        let size = 11.0
        var counts: [Int: Int] = [:]
        for person in heap {
            let place = middle(of: person)
            counts[Int(place.x / size) * 1_000 + Int(place.y / size), default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map {
            (Point((Double($0.key / 1_000) + 0.5) * size, (Double($0.key % 1_000) + 0.5) * size), $0.value)
        }
    }

    /// Names, of a small team all that find room, of a larger one of those who stand out.
    func labels(besides words: [Box]) -> [Clearing.Label] {
        var clearing = Clearing(within: Box(plot.left, 0, SVG.width, plot.bottom))
        clearing.take(alone.map { Box(middle(of: $0), 4) } + words + cells.map { Box($0.middle, 3) })
        let curves = [FunnelArea.inner, -FunnelArea.inner, FunnelArea.outer, -FunnelArea.outer].flatMap(curve)
        let mean = up(chart.mean.value)
        clearing.take(lines: curves.map { Box($0, 3) } + [Box(across.start, mean - 1, across.end, mean + 1)])
        let named = alone.filter { $0.isMarked || standing(of: $0) != .within || alone.count <= FunnelArea.mostNames }
        let order = named.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }
        return order.prefix(2 * FunnelArea.mostNames).compactMap { _, person in
            let style = person.isMarked ? TextStyle.strong : .quiet
            let text = style.fitted(person.name.plain, to: 96)
            return clearing.place(
                Clearing.Label.around(middle(of: person), text, style, apart: 8), always: person.isMarked)
        }
    }

    /// Who gets a label first.
    private func rank(_ person: FunnelChart.Person) -> Int {
        if person.isMarked { return 0 }
        return switch standing(of: person) {
        case .far: 1
        case .outside: 2
        case .within: 3
        }
    }
}
