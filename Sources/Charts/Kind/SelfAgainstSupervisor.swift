/// What a person gave for each rated indicator, beside what the supervisor gave.
package struct SelfAgainstSupervisor: Chart {
    package struct Indicator: Sendable {
        package let name: String
        /// The most points that there are.
        package let full: Figure
        package let own: Figure?
        package let supervisors: Figure?

        package init(name: String, full: Figure, own: Figure?, supervisors: Figure?) {
            (self.name, self.full, self.own, self.supervisors) = (name, full, own, supervisors)
        }
    }

    package let caption: Caption
    package let indicators: [Indicator]

    package init(_ caption: Caption, indicators: [Indicator]) {
        (self.caption, self.indicators) = (caption, indicators)
    }
}
