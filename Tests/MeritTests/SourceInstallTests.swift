import Postgres
import Schema
import Support
import Testing

/// `merit source install`: what is missing is created, what is there stays, and what cannot be is said.
@Suite(.database(.migrated)) struct SourceInstallTests {
    @Test func whatIsThereStays() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                """
                create schema merit_source;
                create view merit_source.ticket as select 'T1'::text as ticket_id, 'E1'::text as employee_id;
                """)
        }
        let two = try await install("--only", "task, attendance")
        #expect(
            two == """
                created in schema merit_source: task, attendance
                merit_reader may read schema merit_source

                """)
        let rest = try await install()
        #expect(
            rest == """
                created in schema merit_source: employee, nps_response, satisfaction_response, complaint, violation, repair_report, \
                collaboration_feedback, service_order, opportunity, maintenance_cost
                left as they are: ticket, task, attendance
                merit_reader may read schema merit_source

                """)
        #expect(try await database.line("select ticket_id from merit_source.ticket", user: "merit_reader") == "T1")
        #expect(try await install("--only", "task").hasPrefix("nothing to create in schema merit_source\n"))
    }

    @Test func adaptersAndTablesMix() async throws {
        let database = try TestDatabase.current
        _ = try await Desk.build("zammad")
        try await database.withConnection {
            try await $0.script(
                """
                create schema merit_source;
                create table merit_source.employee (employee_id integer, name text, post text, department text, email text);
                insert into merit_source.employee values (17, 'Anna', 'desk', 'd', 'ANNA@firm.example'), (18, 'Ben', 'desk', 'd', null),
                    (19, 'Twice', 'desk', 'd', 'cara@firm.example'), (20, 'Twice', 'desk', 'd', 'cara@firm.example');
                """)
        }
        let made = try await install("--adapter", "zammad", "--only", "ticket,violation", "--credit", "resolver")
        #expect(
            made == """
                created in schema merit_source: adapter, agent_map, desk_agent, agent, ticket, violation, unmapped_agent
                left as they are: employee
                a ticket counts for: resolver
                merit_reader may read schema merit_source

                """)
        // By the address that HR keeps; of two who share one nobody is meant.
        #expect(
            try await database.line(
                "select agent_id, employee_id from merit_source.agent order by agent_id::integer", user: "merit_reader")
                    == """
                    3 17
                    4 ben@firm.example
                    5 cara@firm.example
                    7 bot@firm.example
                    8 agent 8
                    """)
        #expect(
            try await database.line(
                "select agent_id, employee_id, tickets::text from merit_source.unmapped_agent order by agent_id") == """
                    4 ben@firm.example 14
                    5 cara@firm.example 1
                    7 bot@firm.example 1
                    8 agent 8 1
                    """)
        // A choice that was made stays where none is made now.
        let again = try await install("--adapter", "zammad")
        #expect(again.contains("a ticket counts for: resolver\n"))
        #expect(again.hasPrefix("nothing to create in schema merit_source\n"))
    }

    @Test func refusals() async throws {
        let database = try TestDatabase.current
        let lacking = try await run("--adapter", "chatwoot")
        #expect(lacking.status == 1)
        #expect(
            lacking.errors == """
                merit: schema public has no account_users, accounts, applied_slas, contacts, conversations, csat_survey_responses, inboxes, \
                messages, reporting_events, team_members, teams, users, which Chatwoot 3.14 to 4.5 has
                --source-database names the database, and --schema the schema of the help desk's tables.

                """)
        #expect(try await database.line("select to_regnamespace('merit_source')::text") == "-")

        _ = try await Desk.build("zammad")
        let other = try await run("--adapter", "zammad", "--schema", "publik")
        #expect(other.errors.hasPrefix("merit: schema publik has no groups, histories, "))
        try await database.withConnection { try await $0.script("alter table histories rename id_to to id_after") }
        let renamed = try await run("--adapter", "zammad")
        #expect(renamed.status == 1)
        #expect(
            renamed.errors == """
                merit: ticket: column histories.id_to does not exist
                The views are for Zammad 7.2; another version may name its columns otherwise. Fit a copy of SQL/Adapters to it.

                """)
        #expect(try await database.line("select to_regnamespace('merit_source')::text") == "-")

        let usage = [
            (["--adapter", "zamad"], "there is no adapter \"zamad\"; did you mean zammad?"),
            (["--adapter", "zammad", "--credit", "winner"], "there is no credit \"winner\""),
            (["--adapter", "zammad", "--time-zone", "UTC"], "Zammad 7.2 keeps UTC: leave --time-zone out"),
            (["--only", "tickets"], "there is no relation \"tickets\"; did you mean ticket?"),
            (
                ["--credit", "owner"],
                "--schema, --credit and --time-zone go with --adapter; merit source adapters lists them"
            ),
        ]
        for (arguments, words) in usage {
            let outcome = try await Program.run(
                ["source", "install"] + arguments, database: try database.configuration())
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
    }

    @Test func aModuleThatIsNotThere() async throws {
        let database = try TestDatabase.current
        _ = try await Desk.build("odoo")
        try await database.withConnection { try await $0.script("drop table rating_rating") }
        let made = try await install("--adapter", "odoo")
        #expect(made.contains("\nsatisfaction_response is left out: schema public has no rating_rating\n"))
        _ = try await Desk.build("zammad")
        let second = try await run("--adapter", "zammad")
        #expect(
            second.errors == """
                merit: schema merit_source has the views of odoo already; a schema holds those of one help desk
                Give those of zammad a schema of their own by --source-schema.

                """)
    }

    @Test func aZoneThatTheDeskDoesNotTell() async throws {
        let database = try TestDatabase.current
        _ = try await Desk.build("glpi")
        let silent = try await run("--adapter", "glpi")
        #expect(
            silent.errors == """
                merit: GLPI 10.0 gives times in the zone of its database, and without saying so: name it
                by --time-zone Europe/Paris, say; --time-zone UTC where it is that.

                """)
        let wrong = try await run("--adapter", "glpi", "--time-zone", "Europe/Pari")
        #expect(wrong.errors == "merit: there is no time zone \"Europe/Pari\"; Europe/Paris is one\n")
        _ = try await install("--adapter", "glpi", "--time-zone", "Asia/Shanghai")
        _ = try await install("--adapter", "glpi", "--credit", "resolver")
        #expect(
            try await database.line(
                """
                select credit, time_zone, opened_at::text from merit_source.adapter, merit_source.ticket where ticket_id = '1001'
                """) == "resolver Asia/Shanghai 2026-08-31 16:30:00+00")
    }

    @Test func theListOfAdapters() async throws {
        let list = try await Program.run(["source", "adapters", "--format", "csv"])
        #expect(
            list.output == """
                adapter,help desk,relations
                chatwoot,Chatwoot 3.14 to 4.5,"employee, ticket, satisfaction_response"
                glpi,GLPI 10.0,"employee, ticket, satisfaction_response"
                odoo,Odoo 16 with OCA's helpdesk_mgmt,"employee, ticket, satisfaction_response"
                osticket,osTicket 1.18,"employee, ticket"
                zammad,Zammad 7.2,"employee, ticket"

                """)
    }

    private func install(_ arguments: String...) async throws -> String {
        let outcome = try await Program.run(
            ["source", "install"] + arguments, database: try TestDatabase.current.configuration())
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    private func run(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(["source", "install"] + arguments, database: try TestDatabase.current.configuration())
    }
}
