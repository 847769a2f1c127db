import ArgumentParser

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures Merit beside other ways of doing the same, on a scratch server.",
        subcommands: [
            Compare.self, Indexes.self, Scale.self, Months.self, History.self, Bounds.self, Client.self,
            Working.self, Instructions.self, Queue.self, MeritQueue.self, Reliability.self, Review.self, People.self,
            Beside.self, Portal.self,
        ])
}
