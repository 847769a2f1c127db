import NIOHTTP1
import Postgres
import Support
import Testing

/// Operators cancel and retry jobs, each time with a reason; nobody else does.
@Suite(.database(.forms)) struct QueueFormTests {
    private func state(_ number: String) async throws -> String? {
        try await TestDatabase.current.value("select state from merit.job where job_id = \(number)")
    }

    /// The job of November, which waits.
    private func waiting() async throws -> String {
        let database = try TestDatabase.current
        try await database.run("insert into merit.officer (employee_id, duty) values ('pat', 'operator')")
        return try await database.value("select max(job_id) from merit.job where state = 'available'") ?? ""
    }

    @Test func anOperatorCancelsAndRetriesWithAReason() async throws {
        let database = try TestDatabase.current
        let number = try await waiting()
        try await Program.serving { servers, _ in
            let pat = Browser(servers[0])
            try await pat.signIn("pat")
            #expect(try await pat.get("/job/\(number)").text.contains("href=\"/queue/cancel/\(number)\""))
            try await pat.get("/queue/cancel/\(number)")
            let refused = try await pat.post("/queue/cancel/\(number)", [("why", " ")])
            #expect(refused.status == 422 && refused.problems == ["Say why."])
            #expect(try await state(number) == "available")
            #expect(
                try await pat.post("/queue/cancel/\(number)", [("why", "the view is being mended")]).location
                    == "/job/\(number)")
            #expect(try await state(number) == "cancelled")
            let page = try await pat.get("/job/\(number)")
            #expect(page.text.contains("the view is being mended") && page.text.contains("<bdi>name of pat</bdi>"))
            #expect(page.text.contains("href=\"/queue/retry/\(number)\"") && !page.text.contains("/queue/cancel/"))
            try await pat.get("/queue/retry/\(number)")
            #expect(try await pat.post("/queue/retry/\(number)", [("why", "it is mended")]).status == 303)
            #expect(try await state(number) == "available")
            #expect(
                try await database.column(
                    "select act || ': ' || reason || ' ' || made_by from merit.queue_act order by act_id")
                    == ["cancel: the view is being mended pat", "retry: it is mended pat"])
        }
    }

    /// Whoever looks at the queue is led to no act, and does none by its address.
    @Test(arguments: ["ann", "sue", "hal", "hilda", "una"]) func nobodyElseDoes(person: String) async throws {
        let number = try await waiting()
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(person)
            try await browser.get("/")
            let proof = browser.page.hidden("proof")
            #expect(try await !browser.get("/job/\(number)").text.contains("href=\"/queue/"))
            for act in ["cancel/\(number)", "retry/\(number)", "pause/%2A", "resume/%2A"] {
                #expect(try await browser.get("/queue/\(act)").status == 404, "\(act)")
                #expect(try await browser.post("/queue/\(act)", [("why", "so")], proof: proof).status == 404, "\(act)")
            }
            #expect(try await state(number) == "available")
        }
        #expect(try await TestDatabase.current.value("select count(*) from merit.queue_act") == "0")
    }
}
