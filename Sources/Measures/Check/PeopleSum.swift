/// How a value follows from sums over rows, so that what several people have adds up to what they have together.
enum PeopleSum {
    /// It looks at no row.
    case constant
    /// A number of rows, or some of them added up: known whatever rows there are.
    case count
    /// A sum, which is unknown where no operand is known.
    case sum
    /// A quotient of two of these.
    case quotient
    /// A quotient of which the top is known wherever the bottom is not 0, so that constants may be added to it.
    case mean

    /// Nil of what does not add up over people.
    init?(_ syntax: Syntax) {
        switch syntax.node {
        case .number: self = .constant
        case .negation(let operand): self.init(operand)
        case .arithmetic(let operation, let left, let right):
            guard let left = PeopleSum(left), let right = PeopleSum(right) else { return nil }
            self.init(left, operation, right)
        case .call(let name, let arguments): self.init(name.lowercased(), arguments)
        default: return nil
        }
    }

    private init?(_ name: String, _ arguments: [Syntax]) {
        switch (Aggregate(rawValue: name), Function(rawValue: name)) {
        case (.count, _):
            if case .distinct? = arguments.first?.node { return nil }
            self = .count
        case (.sum, _): self = .sum
        case (.share, _), (.avg, _), (.nps, _): self = .mean
        case (_, .hours), (_, .minutes), (_, .days):
            guard arguments.count == 1 else { return nil }
            self.init(arguments[0])
        default: return nil
        }
    }

    private init?(_ left: PeopleSum, _ operation: Arithmetic, _ right: PeopleSum) {
        switch (operation, left, right) {
        case (_, .constant, .constant): self = .constant
        case (.times, let value, .constant), (.times, .constant, let value), (.over, let value, .constant): self = value
        case (.plus, .count, .count), (.minus, .count, .count): self = .count
        case (.plus, .mean, .constant), (.plus, .constant, .mean), (.minus, .mean, .constant),
            (.minus, .constant, .mean):
            self = .mean
        case (.over, .count, .count): self = .mean
        case (.over, .count, .sum), (.over, .sum, .count), (.over, .sum, .sum): self = .quotient
        default: return nil
        }
    }
}
