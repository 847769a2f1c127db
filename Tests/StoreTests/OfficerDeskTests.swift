import Postgres
import Support
import Testing

/// What officers and operators see and do beside the matrix: periods, who owes what, the evidence, the queue.
@Suite(.database(.people)) struct OfficerDeskTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    private func seeing(_ sql: String, _ people: [String] = everyone) async throws -> [String] {
        let database = try TestDatabase.current
        var seeing: [String] = []
        for person in people where try await !Viewer(person, by: .call).column(sql, in: database).isEmpty {
            seeing.append(person)
        }
        return seeing
    }

    private func doing(_ sql: String) async throws -> [String] {
        let database = try TestDatabase.current
        var doing: [String] = []
        for person in Self.everyone {
            let refused = try await Viewer(person, by: .call).refusal(sql, in: database)
            if refused == nil { doing.append(person) }
            #expect(refused == nil || refused?.sqlState == "42501", "\(person): \(refused?.description ?? "")")
        }
        return doing
    }

    private func operate() async throws {
        try await TestDatabase.current.run(
            "insert into merit.officer (employee_id, duty) values ('max', 'operator'), ('cat', 'operator')")
    }

    @Test func periodsAreForOfficersAndTheirsToAskForWhoHasEveryone() async throws {
        #expect(try await seeing("select period from merit_api.period_desk()") == ["hal", "hilda", "tom", "una"])
        #expect(
            try await seeing("select period from merit_api.period_desk('2020-11') where is_yours") == ["hilda"])
        #expect(
            try await doing(
                "select merit_api.ask_period('2020-12', '2020-12-01', '2020-12-31', 'UTC', now() + interval '1 day')")
                == ["hilda"])
        for status in ["pending", "cancelled"] {
            #expect(try await doing("select merit_api.set_period('2020-11', '\(status)', 'so')") == ["hilda"])
        }
        for (status, period) in [("failed", "2020-11"), ("pending", "2020-13")] {
            #expect(try await doing("select merit_api.set_period('\(period)', '\(status)', 'so')") == [])
        }
    }

    /// Why a period stands as it does stays what it was where nothing changes.
    @Test(arguments: ["scored", "closed", "cancelled"]) func whatStandsIsNotSetAgain(status: String) async throws {
        let database = try TestDatabase.current
        let label = status == "cancelled" ? "2020-11" : "2020-10"
        try await database.run("update merit.appeal set status = 'withdrawn' where status = 'open'")
        try await database.run(
            "update merit.appraisal_period set status = '\(status)', status_reason = 'told before' where label = '\(label)'"
        )
        for why in ["'told now'", "null"] {
            let refused = try await Viewer("hilda", by: .call).refusal(
                "select merit_api.set_period('\(label)', '\(status)', \(why))", in: database)
            #expect(refused?.message == "period \"\(label)\" is \(status) already")
        }
        #expect(
            try await database.value("select status_reason from merit.appraisal_period where label = '\(label)'")
                == "told before")
    }

    /// It may name anybody.
    @Test func whatIsInThePeriodsWayIsForWhoSeesEveryone() async throws {
        try await TestDatabase.current.run(
            """
            alter table merit.appraisal_period disable trigger user;
            update merit.appraisal_period set problem = 'row of cat', status_reason = 'cat left' where label = '2020-11';
            alter table merit.appraisal_period enable trigger user;
            """)
        for column in ["problem", "status_reason"] {
            #expect(
                try await seeing("select \(column) from merit_api.period_desk() where \(column) like '%cat%'")
                    == ["hilda", "una"])
        }
    }

    /// Whose rows they are knows of the scoring that was delivered, and of no later one.
    @Test func thatRowsAreOddIsToldOfWhatWasDelivered() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.data_finding (run_id, period_id, relation, kind, people, finding, advice)
            select max(run_id), 1, 'ticket', 'late_change', '{ann}', 'odd', 'see' from merit.run where period_id = 1 and kind = 'full';
            """)
        let odd = "select kind from merit_api.odd_rows('2020-10')"
        #expect(try await seeing(odd) == ["ann", "hal", "hilda", "sue", "una"])
        #expect(
            try await seeing("select finding from merit_api.data_findings('2020-10')") == ["hilda", "una"])
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.newest_result set revision = revision + 1 where period_id = 1 and employee_id = 'ann';
            """)
        #expect(try await seeing(odd, ["ann"]) == [])
    }

    @Test func whoAskedStandsThere() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.withTransaction { connection in
                _ = try await connection.query("select merit.act_for('hilda')")
                _ = try await connection.query(
                    "select merit_api.ask_period('2020-12', '2020-12-01', '2020-12-31', 'UTC')")
                _ = try await connection.query("select merit_api.set_period('2020-12', 'cancelled', 'too early')")
            }
        }
        #expect(
            try await database.value(
                "select requested_by || ' ' || status || ' ' || status_reason from merit.appraisal_period where label = '2020-12'"
            ) == "hilda cancelled too early")
        #expect(
            try await database.value(
                "select count(*) from merit.event where table_name = 'appraisal_period' and person = 'hilda'") == "2")
    }

    /// Of people towards whom one has the duty, and nothing of how they answer for others.
    @Test func whoOwesWhatIsForOfficersOfThePeopleItIsAbout() async throws {
        let owed = "select person from merit_api.owed_of('2020-10')"
        #expect(try await seeing(owed) == ["hal", "hilda", "tom"])
        let database = try TestDatabase.current
        let seen = try await Viewer("hal", by: .call).column(
            "select distinct person from merit_api.owed_of('2020-10') order by 1", in: database)
        #expect(Set(seen.compactMap { $0 }).isSubset(of: ["ann", "bob", "sue", "max"]), "\(seen)")
    }

    @Test func theEvidenceIsForWhoDecidesAndWhoLooks() async throws {
        let number =
            try await TestDatabase.current.value(
                "select outcome_id from merit.outcome where employee_id = 'ann' and kind = 'pay_cut_review'") ?? ""
        #expect(
            try await seeing("select part from merit_api.evidence_of(\(number))") == ["hal", "hilda", "una"])
    }

    /// One holds what the sheet says, in one's own name, about a result that there is.
    @Test func anInterviewBearsWhoHeldIt() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.withTransaction { connection in
                _ = try await connection.query("select merit.act_for('sue')")
                _ = try await connection.query(
                    "select merit_api.record_interview('2020-10', 'ann', 'said', 'agreed')")
            }
        }
        #expect(
            try await database.value(
                "select held_by || ' ' || recorded_by || ' ' || said || ' ' || agreed from merit.interview order by interview_id desc limit 1"
            ) == "sue sue said agreed")
        for call in ["'2020-10', 'ann', ' '", "'2020-10', 'ann', 'x', null, now() + interval '1 day'"] {
            let refused = try await Viewer("sue", by: .call).refusal(
                "select merit_api.record_interview(\(call))", in: database)
            #expect(refused?.sqlState == "23514", "\(call)")
        }
        #expect(
            try await Viewer("sue", by: .call).refusal(
                "select merit_api.record_interview('2020-11', 'ann', 'x')", in: database)?.sqlState == "42501")
    }

    /// One records what was because of a result that there is, in one's own name.
    @Test func aTrainingBearsWhoRecordedIt() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.script(
                """
                begin; select merit.act_for('hal');
                select merit_api.record_training('2020-10', 'bob', 'Calls', '2020-11-03', '2020-11-04', 4.5, 'Li');
                select merit_api.record_training('2020-10', 'bob', 'Night desk', '2020-12-01', '2020-12-01', kind => 'transfer');
                commit
                """)
        }
        #expect(
            try await database.column(
                "select concat_ws(' ', entered_by, kind, title, hours, taught_by, attended) from merit.training_record order by record_id desc limit 2"
            ) == ["hal transfer Night desk t", "hal training Calls 4.5 Li t"])
        for (call, sqlState) in [
            ("'2020-10', 'bob', ' ', '2020-11-03', '2020-11-04', 4.5, 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-02', 4.5, 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', null, 4.5, 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-04', 'NaN', 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-04', null, 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-04', 4.555, 'Li'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-04', 4.5, ' '", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', '2020-11-04', 4.5, 'Li', kind => 'task'", "23514"),
            ("'2020-10', 'bob', 'x', '2020-11-03', now()::date + 9, 4.5, 'Li'", "23514"),
            ("'2020-11', 'bob', 'x', '2020-11-03', '2020-11-04', 4.5, 'Li'", "42501"),
            ("'2020-10', 'hal', 'x', '2020-11-03', '2020-11-04', 4.5, 'Li'", "42501"),
            ("'2020-10', 'cat', 'x', '2020-11-03', '2020-11-04', 4.5, 'Li'", "42501"),
        ] {
            let refused = try await Viewer("hal", by: .call).refusal(
                "select merit_api.record_training(\(call))", in: database)
            #expect(refused?.sqlState == sqlState, "\(call)")
        }
    }

    @Test func theQueueIsForOperatorsAndWhoAnswersForEverything() async throws {
        try await operate()
        let expected = ["cat", "hilda", "max", "una"]
        #expect(try await seeing("select job_id::text from merit_api.jobs()") == expected)
        #expect(try await seeing("select kind from merit_api.job_counts()") == expected)
        let job = "(select min(job_id) from merit.job)"
        let number = try await TestDatabase.current.value("select \(job)") ?? ""
        #expect(try await seeing("select job_id::text from merit_api.jobs(\(number))") == expected)
        let waiting =
            try await TestDatabase.current.value("select min(job_id) from merit.job where state = 'available'") ?? ""
        for call in ["'pause', 'disk', '*'", "'resume', 'room', '*'", "'cancel', 'wrong', null, \(waiting)"] {
            #expect(try await doing("select merit_api.run_queue(\(call))") == ["cat", "max"], "\(call)")
        }
        for call in [
            "'prune', 'x', '*'", "'pause', 'x', null, \(waiting)", "'cancel', 'x', '*'", "'retry', 'x', null, 0",
        ] {
            #expect(try await doing("select merit_api.run_queue(\(call))") == [], "\(call)")
        }
    }

    @Test func whatOperatorsDoTakesAReasonAndStandsInTheTrail() async throws {
        try await operate()
        let database = try TestDatabase.current
        for reason in ["''", "' '", "null", "repeat('x', 1001)"] {
            let refused = try await Viewer("max", by: .call).refusal(
                "select merit_api.run_queue('pause', \(reason), '*')", in: database)
            #expect(refused?.message == "whoever does that says why, in at most 1000 characters")
        }
        try await database.withConnection(user: "portal") { connection in
            try await connection.withTransaction { connection in
                _ = try await connection.query("select merit.act_for('max')")
                _ = try await connection.query("select merit_api.run_queue('pause', 'disk is full', '*')")
            }
        }
        #expect(
            try await database.value("select kind || ' ' || paused_by || ' ' || reason from merit.paused")
                == "* max disk is full")
        #expect(
            try await database.value(
                "select person || ' ' || (after ->> 'reason') from merit.event where table_name = 'queue_act'")
                == "max disk is full")
        #expect(try await seeing("select act from merit_api.queue_acts()") == ["cat", "hilda", "max", "una"])
        let kept = try await database.refusal("update merit.queue_act set reason = 'none'")
        #expect(kept?.contains("append-only") == true, "\(kept ?? "changed")")
    }
}
