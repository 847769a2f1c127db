extension DepartmentTrends {
    private static let left = 146.0
    private static let pointRoom = 3.0

    /// The lines end where the widest of the last figures begins.
    private var right: Double {
        let last = (departments.map(\.values) + [all]).compactMap { $0.prefix(months.count).last ?? nil }
        return SVG.width - 8 - min(Plot.widest(last.map(\.text), .strong, least: 44), 90)
    }

    private var values: [Double] { (departments.map(\.values) + [all]).flatMap { $0 }.compactMap { $0?.value } }

    package var svg: String {
        guard !months.isEmpty, !values.isEmpty else { return empty }
        let axis = Axis(holding: values, steps: 4)
        let right = right
        let lines = all.contains { $0 != nil } ? [nil] + departments.map(Optional.some) : departments.map(Optional.some)
        let room = DepartmentTrends.left - 10
        // Of very many, a name has one line.
        let isLong = departments.count <= 30 && departments.contains { TextStyle.plain.width(of: $0.name.plain) > room }
        let pitch = isLong ? 31.0 : departments.count > 30 ? 23.0 : 27.0
        let top = 17.0
        var svg = SVG(height: top + Double(lines.count) * pitch + 18)
        svg.text(months[0], at: Point(DepartmentTrends.left, 11), .quiet, room: 66)
        if months.count > 1 {
            svg.text(months[months.count - 1], at: Point(right, 11), .quiet, .end, room: 66)
        }
        var (rules, behind, own, ends) = (Path(), Path(), Path(), Path())
        for (index, department) in lines.enumerated() {
            let y = top + Double(index) * pitch
            let place = Mapping(axis.low, axis.high, to: y + pitch - 4, y + 4)
            let shown = department?.values ?? all
            rules.add([Point(0, y), Point(SVG.width, y)])
            add(all, to: &behind, by: place, endingAt: right)
            if department != nil { add(shown, to: &own, by: place, endingAt: right) }
            let last = shown.prefix(months.count).last ?? nil
            if let last { ends.add([Point(x(months.count - 1, to: right), place(last.value))]) }
            let base = y + pitch / 2 + 4
            let name = department?.name ?? language.say("全部", "All")
            svg.text(lines: isLong ? 2 : 1, name, at: Point(0, base), department == nil ? .quiet : .plain, room: room)
            svg.text(
                last?.text ?? "–", at: Point(SVG.width, base), last == nil ? .quiet : .strong, .end,
                room: SVG.width - right - 6)
        }
        svg.path(rules, "rule")
        svg.path(behind, "peers")
        svg.path(own, "own")
        svg.path(ends, "ends")
        let (low, high) = (axis.text(axis.low), axis.text(axis.high))
        svg.text(
            language.say("每条线的高度都是 \(low) 到 \(high)", "every line runs from \(low) to \(high) in height"),
            at: Point(SVG.width, svg.height - 4), .quiet, .end)
        return svg.document(of: self)
    }

    private func x(_ month: Int, to right: Double) -> Double {
        months.count == 1
            ? (DepartmentTrends.left + right) / 2
            : Mapping(0, Double(months.count - 1), to: DepartmentTrends.left, right - DepartmentTrends.pointRoom)(
                Double(month))
    }

    /// A line through the months that have a value, with a gap where one has none.
    private func add(_ values: [Figure?], to path: inout Path, by place: Mapping, endingAt right: Double) {
        var piece: [Point] = []
        for (month, value) in values.prefix(months.count).enumerated() {
            if let value {
                piece.append(Point(x(month, to: right), place(value.value)))
            } else {
                path.addSteps(piece)
                piece = []
            }
        }
        path.addSteps(piece)
    }

    package var summary: String {
        guard let first = months.first, let last = months.last, !values.isEmpty else { return language.noFigures }
        let count =
            switch subject {
            case .departments: language.count(departments.count, zh: "个部门", one: "department", more: "departments")
            case .people: language.count(departments.count, zh: "人", one: "person", more: "people")
            }
        let span = first == last ? first.isolated : "\(first.isolated) – \(last.isolated)"
        let ends = departments.prefix(12).map { "\($0.name.isolated) \(($0.values.last ?? nil)?.text ?? "–")" }
        let rest = departments.count - ends.count
        let more = rest > 0 ? language.say("；另有 \(rest) 个", "; and \(rest) more") : ""
        return "\(count), \(span)" + language.say("。最近：", ". Last: ") + ends.joined(separator: language.say("；", "; "))
            + more
            + language.say("。", ".")
    }

    package var table: ChartTable {
        let head = ChartTable.Column(
            subject == .people ? language.say("姓名", "Name") : language.say("部门", "Department"))
        let columns = [head] + months.map { ChartTable.Column($0, isNumber: true) }
        let whole = all.contains { $0 != nil } ? [Department(name: language.say("全部", "All"), values: all)] : []
        return ChartTable(
            columns,
            (whole + departments).map { line in
                [line.name] + months.indices.map { $0 < line.values.count ? line.values[$0]?.text ?? "" : "" }
            })
    }
}
