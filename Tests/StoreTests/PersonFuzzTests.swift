import Foundation
import Postgres
import Support
import Testing

/// Whatever a person asks, and however: everything that the person may not see could be something else, and the answer would be the same.
///
/// Each statement is tried, then everything about other people is changed behind it, and it is tried again: rows, messages of errors,
/// plans and what functions of the person's own were given have to agree. `TEST_SEEDS` says how many rounds; each takes some seconds.
@Suite(.database(.people), .timeLimit(.minutes(120))) struct PersonFuzzTests {
    private static let seeds = 1...(ProcessInfo.processInfo.environment["TEST_SEEDS"].flatMap(UInt64.init) ?? 6)
    private static let statements = 60

    private static let tools = """
        create temporary table if not exists leaked (what text);
        grant all on leaked to public;
        create or replace function pg_temp.leak(what text) returns boolean language plpgsql cost 0.0001
        as $$ begin insert into pg_temp.leaked values (what); return true; end $$;
        create or replace function pg_temp.shout(what text) returns boolean language plpgsql cost 0.0001
        as $$ begin raise exception 'heard %', what; end $$;
        """

    /// What is said of others: everything but what the viewer may see.
    private static func change(except seen: [String]) -> String {
        let others = "employee_id not in (\(seen.map { "'\($0)'" }.joined(separator: ", ")))"
        return """
            set session_replication_role = replica;
            delete from merit.result where employee_id = 'cat'; delete from merit.newest_result where employee_id = 'cat';
            update merit.result set total = 99.99 - total, name = 'someone', grade = 'A', coefficient = 9, department = 'west',
                supervisor_id = 'una' where \(others);
            update merit.newest_result set total = 99.99 - total, department = 'west' where \(others);
            update merit.standing_so_far set total = 99.99 - total, grade = 'A', department = 'west', supervisor_id = 'una' where \(others);
            update merit.indicator_score set points = 50 - points, value = 99 where \(others);
            delete from merit.evaluation where employee_id = 'cat';
            update merit.evaluation set points = 99 - points, comment = 'other words', rater_id = 'pat' where \(others) and source <> 'self';
            update merit.outcome set status = 'withdrawn', reason = 'other' where \(others);
            update merit.improvement_task set title = 'other', status = 'missed' where \(others);
            update merit.interview set said = 'other', acknowledged_at = now() where \(others);
            delete from merit.appeal where employee_id = 'tom';
            update merit.appeal set status = 'upheld', reason = 'other' where \(others);
            update merit.training_record set title = 'other' where \(others);
            update merit.customer_comment set comment = 'other', score = 1 where \(others);
            delete from merit.interview where employee_id in ('cat', 'tom', 'hal') and \(others);
            update merit.opinion set said = 'other' where outcome_id in (select outcome_id from merit.outcome where \(others));
            update merit.calibration_answer set points = 99 - points, words = 'other'
            where calibration_id = 2 and rater_id \(seen.contains("sue") ? "<> 'sue'" : "is not null");
            delete from merit.delivery where \(others) and employee_id <> 'una';
            insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by) values (1, 'hilda', 1, 'x', now());
            insert into merit.result select r.* from (select * from merit.result where employee_id = 'tom') t,
                lateral jsonb_populate_record(null::merit.result, to_jsonb(t) || jsonb_build_object('employee_id', 'new one')) r;
            set session_replication_role = origin;
            """
    }

    /// Without the number of the session's schema of temporary objects.
    private static func withoutNumbers(_ text: String) -> String { text.replacing(/pg_temp_[0-9]+/, with: "pg_temp") }

    private func texts(_ statement: String, on connection: PostgresConnection) async throws -> [String] {
        let rows: [String?] = try await connection.query(statement).map { try $0.decode(String?.self) }
        return rows.map { Self.withoutNumbers($0 ?? "null") }
    }

    /// What a person sees of a statement: rows, what was leaked, or the error.
    private func look(
        _ before: String, _ statement: String, as viewer: Viewer, on connection: PostgresConnection
    ) async throws -> String {
        do {
            return try await viewer.acting(on: connection) { connection in
                // By the way in which it is trusted an application may say whatever it likes.
                let isTheirs =
                    viewer.way == .call && before.contains("extract(epoch")
                    || viewer.way == .claims && before.contains("jwt.claims")
                try await connection.script("set local statement_timeout = '60s'; \(isTheirs ? "" : before)")
                let rows = try await texts(statement, on: connection)
                let leaked = try await texts("select what from pg_temp.leaked", on: connection)
                // The order of rows is nobody's promise.
                return (statement.hasPrefix("explain") ? rows : rows.sorted()).joined(separator: "\n") + "\nleaked:\n"
                    + leaked.sorted().joined(separator: "\n")
            }
        } catch let error as PostgresError where error.code == .server {
            return Self.withoutNumbers("\(error)")
        }
    }

    @Test(arguments: seeds, [Viewer("ann", by: .login), Viewer("ann", by: .call), Viewer("sue", by: .claims)])
    func nothingDependsOnWhatIsNotTheirs(seed: UInt64, viewer: Viewer) async throws {
        let database = try TestDatabase.current
        let seen = viewer.employee == "ann" ? ["ann"] : ["sue", "ann", "bob"]
        var fuzz = PersonFuzz(seed: seed)
        // The last show something, and are refused, whatever the dice said.
        let tried =
            (0..<Self.statements).map { _ in fuzz.next() } + [
                ("", "select t::text from merit_api.result t where pg_temp.leak(t::text)"),
                ("", "select r::text from merit.result r"),
            ]
        try await database.run(
            """
            insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
            select 1, employee_id, 'nps_response', 'T-1', 9, 'words to ' || employee_id, '' from public.person;
            delete from merit.interview where employee_id = 'sue';
            """)
        try await database.withConnection { try await $0.analyze() }
        func answers() async throws -> [String] {
            try await database.withConnection(user: viewer.role) { connection in
                try await connection.script(Self.tools)
                var answers: [String] = []
                for (before, statement) in tried {
                    answers.append(try await look(before, statement, as: viewer, on: connection))
                }
                return answers
            }
        }
        let first = try await answers()
        try await database.run(Self.change(except: seen))
        try await database.withConnection { try await $0.analyze() }
        let second = try await answers()
        for (place, (before, statement)) in tried.enumerated() where first[place] != second[place] {
            Issue.record("\(before) \(statement)\n\(first[place])\n— and then —\n\(second[place])")
        }
        // Not because nothing was answered: some rows are theirs, some functions were given them, some errors came.
        #expect(first.contains { $0.contains("name of ann") && !$0.contains("heard") })
        #expect(first.contains { $0.contains("leaked:\n(") })
        #expect(first.contains { $0.contains("permission denied") })
        #expect(!first.contains { $0.contains("syntax error") })
        // Texts that no statement of the fuzzer's contains by itself.
        let foreign =
            ["name of cat", "said to cat", "about cat", "reason of cat", "words to cat", "name of max"]
            + (seen.contains("bob")
                ? [] : ["name of bob", "said to bob", "about bob", "reason of bob", "words to bob"])
        for answer in first { #expect(!foreign.contains { answer.contains($0) }, "\(answer)") }
    }
}
