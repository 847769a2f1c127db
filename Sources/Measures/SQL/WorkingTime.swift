/// When there is work: spans apart from each other, in order; between two of them the clock of working time stands.
///
/// Instants are microseconds since 2000-01-01 00:00 UTC. Spans begin and end with whole minutes; what lies in them is exact.
package struct WorkingTime: Hashable, Sendable {
    /// What is known of; of a time outside of it nothing is.
    package let reach: Range<Int64>
    package let spans: [Range<Int64>]

    /// - Parameters:
    ///   - shifts: in any order; where they overlap, time counts once.
    ///   - reach: whole minutes.
    package init(_ shifts: some Sequence<Range<Int64>>, within reach: Range<Int64>) {
        self.reach = reach
        spans = shifts.map { $0.clamped(to: reach) }.filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
            .reduce(into: []) { spans, next in
                if let last = spans.last, next.lowerBound <= last.upperBound {
                    spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
                } else {
                    spans.append(next)
                }
            }
    }

    static let minute: Int64 = 60_000_000
}

extension WorkingTime {
    /// A piece of time in which the clock runs or stands, up to the next.
    struct Phase {
        let start: Int64
        /// What the clock shows at the start: the start of the reach, and the work since.
        let shown: Int64
        let runs: Bool
    }

    /// From the start of the reach on.
    var phases: [Phase] {
        var phases: [Phase] = []
        var shown = reach.lowerBound
        if spans.first?.lowerBound != reach.lowerBound {
            phases.append(Phase(start: reach.lowerBound, shown: shown, runs: false))
        }
        for span in spans {
            phases.append(Phase(start: span.lowerBound, shown: shown, runs: true))
            shown += span.upperBound - span.lowerBound
            if span.upperBound < reach.upperBound {
                phases.append(Phase(start: span.upperBound, shown: shown, runs: false))
            }
        }
        return phases
    }

    /// The same as arrays, in which the server looks a time up: of each span when it begins and ends, how many minutes the clock is then
    /// ahead, less than none, and what it shows at the beginning.
    ///
    /// The first span is empty, so that each time of the reach comes behind the start of one. Where the reach ends, another
    /// begins that has no end: what the server does not find there is unknown.
    var table: (opens: [Int64], closes: [Int64], ahead: [Int32], shown: [Int64]) {
        let start = reach.lowerBound
        var (opens, closes, ahead, shown) = ([start], [start], [Int32(0)], [start])
        var total = start
        for span in spans {
            opens.append(span.lowerBound)
            closes.append(span.upperBound)
            ahead.append(Int32(truncatingIfNeeded: (total - span.lowerBound) / Self.minute))
            shown.append(total)
            total += span.upperBound - span.lowerBound
        }
        return (opens + [reach.upperBound], closes, ahead, shown + [total])
    }
}
