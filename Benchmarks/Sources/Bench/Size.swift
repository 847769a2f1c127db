import ArgumentParser

/// How large a company is measured: `TICKETS/PEOPLE`.
struct Size: ExpressibleByArgument, CustomStringConvertible, Codable {
    let tickets: Int
    let people: Int

    static let usual = [Size(20_000, 200), Size(500_000, 2_000), Size(1_000_000, 2_000), Size(5_000_000, 10_000)]
    static let large = Size(20_000_000, 100_000)

    init(_ tickets: Int, _ people: Int) {
        self.tickets = tickets
        self.people = people
    }

    init?(argument: String) {
        let parts = argument.split(separator: "/").map { Int($0) }
        guard parts.count == 2, let tickets = parts[0], let people = parts[1], tickets > 0, people > 0 else {
            return nil
        }
        self.init(tickets, people)
    }

    var description: String { "\(tickets)/\(people)" }
}
