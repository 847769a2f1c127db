import Postgres

/// Something that Merit does so often that its instructions count.
struct HotPath: Sendable {
    let name: String
    /// How often it is done while it is counted: a hundred million instructions or so.
    let times: Int
    /// Does it so many times; what it needs at first is the same however often that is.
    let run: @Sendable (Int, PostgresConnection) async throws -> Void

    static let all = [
        roundTrip, rowOfQuery, rowOfSpool, rowIntoCopy, numericIn, longNumericIn, numericOut, longNumericOut, person,
        measures,
    ]
}
