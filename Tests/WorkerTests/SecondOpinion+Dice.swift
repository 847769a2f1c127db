extension SecondOpinion {
    /// Chance that is the same for the same seed, everywhere (SplitMix64).
    struct Dice {
        private var state: UInt64

        init(seed: Int) {
            state = UInt64(seed) &* 0xD134_2543_DE82_EF95
        }

        mutating func roll() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(roll() % UInt64(range.count))
        }

        /// Whether something happens that happens so often among a hundred.
        mutating func happens(_ percent: Int) -> Bool {
            number(1...100) <= percent
        }

        /// - Parameter choices: at least one.
        mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
            choices[number(0...choices.count - 1)]
        }

        /// One of the choices, or sometimes nothing.
        mutating func pick<Choice>(_ choices: [Choice], nullPercent: Int) -> Choice? {
            happens(nullPercent) ? nil : pick(choices)
        }

        mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
            var elements = elements
            for index in elements.indices.dropFirst() { elements.swapAt(index, number(0...index)) }
            return elements
        }
    }
}
