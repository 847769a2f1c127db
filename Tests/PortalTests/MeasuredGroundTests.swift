import Appraisal
import Postgres
import Support
import Testing

/// What a form offers to be measured is there in a source of the default shape.
@Suite(.database(.sourced)) struct MeasuredGroundTests {
    @Test(arguments: MeasuredGround.known) func aGroundIsARelationWithATimeColumn(ground: MeasuredGround) async throws {
        #expect(
            try await TestDatabase.current.value(
                """
                select data_type ~ 'timestamp|date' from information_schema.columns
                where table_schema = 'merit_source' and table_name = '\(ground.from)' and column_name = '\(ground.at)'
                """) == "true")
    }
}
