import Support
import Testing

/// What was agreed on in a round that is over is offered to whoever enters it.
@Suite(.database(.forms)) struct AgreementTests {
    /// Max stands above sue and tom, and sees what they see.
    @Test func whoStandsAboveIsOfferedNothingThatIsRefused() async throws {
        try await TestDatabase.current.run("update merit.setting set value = '1' where name = 'line_above'")
        try await Program.serving { servers, _ in
            let (above, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await above.signIn("max")
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("href=\"/calibration/1/of/bob\""))
            #expect(try await sue.get("/calibration/1/of/bob").status == 200)
            // Delivered: nothing is agreed on any more.
            #expect(try await sue.get("/calibration/1/of/ann").status == 404)
            let home = try await above.get("/").text
            #expect(home.contains("href=\"/calibration/1/of/tom\"") && !home.contains("href=\"/calibration/1/of/bob\""))
            #expect(try await above.get("/calibration/1/of/tom").status == 200)
            #expect(try await above.get("/calibration/1/of/bob").status == 404)
        }
    }

    /// Whoever rates again, and whoever enters what was agreed on, reads what which points mean.
    @Test func levelsStandBesideThePointsInWords() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = document || '{"dimensions": [{"code": "d", "indicators": [
                {"code": "manner", "title": {"zh": "沟通", "en": "Manner"}, "points": 100, "rated": [
                    {"level": "w", "title": {"zh": "热情", "en": "Warm"}, "points": [50.5, 100]},
                    {"level": "c", "title": {"zh": "冷淡", "en": "Cold"}, "points": 0}]}]}]}'
            where code = 'a' and version = 1;
            """)
        try await Program.serving { servers, _ in
            let (last, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await last.signIn("max")
            try await sue.signIn("sue")
            for (browser, path) in [(last, "/calibration/2/of/ann"), (sue, "/calibration/1/of/bob")] {
                browser.headers = []
                #expect(try await browser.get(path).text.contains("50.5–100 Warm · 0 Cold"), "\(path)")
                browser.headers = [("Accept-Language", "zh-CN")]
                #expect(try await browser.get(path).text.contains("50.5–100 热情 · 0 冷淡"), "\(path)")
            }
            // Where the same code has other levels for others, nobody knows which are the person's.
            try await database.run(
                """
                set session_replication_role = replica;
                insert into merit.template (code, version, document)
                select 'other', 1, jsonb_set(document, '{dimensions,0,indicators,0,rated,0,title}', '{"zh": "完美", "en": "Perfect"}')
                from merit.template where code = 'a' and version = 1;
                insert into merit.period_template (period_id, template_id)
                select distinct p.period_id, t.template_id from merit.period_template p, merit.template t where t.code = 'other';
                """)
            let mixed = try await last.get("/calibration/2/of/ann").text
            #expect(mixed.contains("沟通，最高 100 分") && !mixed.contains("热情") && !mixed.contains("完美"))
            // Of rules under which it has other points nobody knows what they mean.
            try await database.run(
                "set session_replication_role = replica; update merit.calibration_item set max_points = 15")
            let other = try await last.get("/calibration/2/of/ann").text
            #expect(other.contains("沟通，最高 15 分") && !other.contains("热情"))
        }
    }
}
