/// Whose working time is which, in one reading of the source.
package struct WorkingTimes: Hashable, Sendable {
    /// Where most of the times lie that are looked up; those are found fastest.
    package let near: Range<Int64>
    /// That of everyone who has none of their own.
    package let usual: WorkingTime
    /// Those who work at other times, by their ids.
    package let others: [(employees: [String], time: WorkingTime)]

    package init(near: Range<Int64>, usual: WorkingTime, others: [(employees: [String], time: WorkingTime)] = []) {
        self.near = near
        self.usual = usual
        self.others = others
    }

    package static func == (left: WorkingTimes, right: WorkingTimes) -> Bool {
        left.near == right.near && left.usual == right.usual
            && left.others.elementsEqual(right.others) { $0.employees == $1.employees && $0.time == $1.time }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(near)
        hasher.combine(usual)
    }

    /// That of one person, by which rows count that are credited to them, whosesoever they are.
    package func of(_ employee: String) -> WorkingTimes {
        let own = others.first { $0.employees.contains { $0.utf8.elementsEqual(employee.utf8) } }
        return WorkingTimes(near: near, usual: own?.time ?? usual)
    }

    /// More phases are not written out.
    private static let mostPhases = 600

    /// Whether the phases near the period are few enough to be written into the statement.
    var isWritten: Bool {
        ([usual] + others.map(\.time)).reduce(0) { $0 + $1.phases(in: near).count } <= Self.mostPhases
    }
}

extension WorkingTime {
    /// Those that lie in a part of the reach; the first may have begun before it.
    func phases(in part: Range<Int64>) -> ArraySlice<Phase> {
        let phases = phases
        let first = phases.lastIndex { $0.start <= part.lowerBound } ?? phases.startIndex
        let end = phases.firstIndex { $0.start >= part.upperBound } ?? phases.endIndex
        return first < end ? phases[first..<end] : []
    }
}
