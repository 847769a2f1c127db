extension Table {
    /// A block for each row, with a line for each cell; nil where the rows go beside each other.
    ///
    /// - Parameter width: how many columns the terminal has.
    func stacked(within width: Int) -> String? {
        let names = columns.map(\.name)
        guard !rows.isEmpty, widths.reduce(2 * (widths.count - 1), +) > width else { return nil }
        let longest = names.map(\.displayWidth).max() ?? 0
        return rows.enumerated().map { number, row in
            let head = "── \(number + 1) "
            let ruler = head + String(repeating: "─", count: max(0, width - head.displayWidth))
            let lines = zip(names, row).map { name, cell in
                let space = String(repeating: " ", count: longest - name.displayWidth + 2)
                return String("\(name)\(space)\((cell ?? "").shownInLine)".trimmingSuffix { $0 == " " })
            }
            return ([ruler] + lines).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
