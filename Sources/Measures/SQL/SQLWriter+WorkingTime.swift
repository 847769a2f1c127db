/// What the clock of working time shows, as SQL.
///
/// It shows the start of its reach and the work since, as a `timestamp`: the difference of two such is the work between them, for the price
/// of one subtraction. Over 5,000,000 tickets a mean of it took 1.3 to 1.8 times what that of the time that passed takes, on a machine
/// that was busy with much else, with the phases near the period written out as a tree of comparisons. With arrays alone, in which a time is
/// looked up (80 ns, and 35 ns for each of two more that are read there), it took 2.3 times in a column beside the row, and 2.8 in the
/// aggregate. A join with a table of days would have to work the day out first, which alone takes 70 ns; the tree in a column
/// beside the row took 1.75 times. So arrays have only what lies far away. `scripts/bench working` measures it.
extension SQLWriter {
    /// What the clock shows at a time of type timestamptz, as a timestamp; NULL where that is out of reach.
    mutating func clock(at time: SQL) -> SQL {
        guard let working else { return "null::timestamp" }
        let isWritten = working.isWritten
        return choice(in: working) { writer, own in
            let far = writer.lookup(of: time, in: own)
            return isWritten ? own.tree(at: time, near: working.near, far: far) : far
        }
    }

    /// The earliest time, of type timestamptz, at which the clock shows a timestamp; NULL where that is out of reach.
    mutating func time(atClock shown: SQL) -> SQL {
        guard let working else { return "null::timestamptz" }
        return choice(in: working) { writer, own in
            let table = own.table
            let before: SQL = "(\(shown.operand) - interval '1 microsecond') at time zone interval '0'"
            let place: SQL = "width_bucket(\(before), \(writer.parameter(.instants(table.shown))))"
            return "\(shown.operand) at time zone \(writer.ahead(of: table.ahead, at: place))"
        }
    }

    /// Whether a time is not before the clock's reach.
    func isSince(_ time: SQL) -> SQL {
        working.map { "\(time.operand) >= \(SQL.instant($0.usual.reach.lowerBound))" } ?? "false"
    }

    /// Whether a time is before the end of the clock's reach.
    func isUntil(_ time: SQL) -> SQL {
        working.map { "\(time.operand) < \(SQL.instant($0.usual.reach.upperBound))" } ?? "false"
    }

    /// The same of each person's own working time.
    private mutating func choice(
        in working: WorkingTimes, _ value: (inout SQLWriter, WorkingTime) -> SQL
    ) -> SQL {
        guard let relation, !working.others.isEmpty else { return value(&self, working.usual).operand }
        var cases: [(when: SQL, then: SQL)] = []
        for (employees, time) in working.others {
            let ids = parameter(.employees(relation.named(employees)))
            cases.append((relation.isAmong(ids), value(&self, time)))
        }
        return .cases(cases, else: value(&self, working.usual))
    }

    fileprivate mutating func lookup(of time: SQL, in working: WorkingTime) -> SQL {
        let table = working.table
        let place: SQL = "width_bucket(\(time), \(parameter(.instants(table.opens))))"
        let close: SQL = "(\(parameter(.instants(table.closes))))[\(place)]"
        let worked: SQL = .value(time, where: "\(time.operand) < \(close)", else: close)
        return "\(worked) at time zone \(ahead(of: table.ahead, at: place))"
    }

    private mutating func ahead(of minutes: [Int32], at place: SQL) -> SQL {
        "make_interval(mins => (\(parameter(.minutes(minutes))))[\(place)])"
    }
}

extension WorkingTime {
    /// A tree of comparisons with the starts of phases.
    ///
    /// - Parameters:
    ///   - near: which phases it has.
    ///   - far: what counts before and behind them.
    fileprivate func tree(at time: SQL, near: Range<Int64>, far: SQL) -> SQL {
        let near = near.clamped(to: reach)
        let phases = phases(in: near)
        guard !near.isEmpty, !phases.isEmpty else { return far }
        var leaves = phases.map { (start: max($0.start, near.lowerBound), value: $0.shown(at: time)) }
        leaves.append((near.upperBound, far))
        func tree(_ leaves: ArraySlice<(start: Int64, value: SQL)>, before: SQL) -> SQL {
            guard let first = leaves.first else { return before }
            guard leaves.count > 1 else {
                return .value(before, where: "\(time.operand) < \(SQL.instant(first.start))", else: first.value)
            }
            let middle = leaves.startIndex + leaves.count / 2
            return .value(
                tree(leaves[..<middle], before: before),
                where: "\(time.operand) < \(SQL.instant(leaves[middle].start))",
                else: tree(leaves[(middle + 1)...], before: leaves[middle].value))
        }
        return tree(leaves[...], before: far)
    }
}

extension WorkingTime.Phase {
    fileprivate func shown(at time: SQL) -> SQL {
        guard runs else { return SQL(stringLiteral: "timestamp '\(SQL.utc(shown))'").atomic }
        let minutes = (shown - start) / WorkingTime.minute
        return "\(time.operand) at time zone \(SQL(stringLiteral: "interval '\(minutes) minutes'"))"
    }
}

extension SQL {
    fileprivate static func instant(_ microseconds: Int64) -> SQL {
        SQL(stringLiteral: "timestamptz '\(utc(microseconds))+00'").atomic
    }

    /// An instant of whole minutes, its day by its Julian number: `J2461315 01:00`.
    fileprivate static func utc(_ microseconds: Int64) -> String {
        let minutes = microseconds / WorkingTime.minute
        let day = (minutes >= 0 ? minutes : minutes - 1439) / 1440
        let rest = minutes - day * 1440
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "J\(2_451_545 + day) \(padded(rest / 60)):\(padded(rest % 60))"
    }
}
