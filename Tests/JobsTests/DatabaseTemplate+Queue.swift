import Postgres
import Store
import Support

extension DatabaseTemplate {
    /// Schema merit, where each statement on the queue is announced on `test_job_changed`.
    static let queue = DatabaseTemplate("queue") { configuration in
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(
                """
                create function public.announce_change() returns trigger language plpgsql as $$
                begin
                    perform pg_notify('test_job_changed', '');
                    return null;
                end $$;
                create trigger announce_change after insert or update on merit.job
                    for each statement execute function public.announce_change();
                """)
        }
    }
}
