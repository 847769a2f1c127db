"""Another queue on PostgreSQL in one process that asks and works, set up as its documentation says for many small jobs.

    queues.py pgqueuer|procrastinate URL IDLE MANY SECONDS

Sets itself up in the empty database at URL. Prints JSON: seconds from asking to the start of IDLE jobs, one by one with nothing
else to do, and how many of MANY jobs that wait are completed a second, worked on for at most SECONDS.
"""

import asyncio
import contextlib
import json
import random
import sys
import time

import asyncpg
import uvloop

FIRST = 20


class PgQueuer:
    """Batches of 100 and uvloop, as its own benchmark has them; autovacuum as its guide on tuning says."""

    completed_per_second = """
        select (count(*) - 1) / extract(epoch from max(created) - min(created))::float8
        from pgqueuer_log where status = 'successful' and created > $1"""

    def __init__(self, url):
        self.url = url

    @contextlib.asynccontextmanager
    async def open(self):
        from pgqueuer.db import AsyncpgDriver
        from pgqueuer.queries import Queries

        self.queries = Queries(AsyncpgDriver(await asyncpg.connect(self.url)))
        await self.queries.install()
        await self.queries.optimize_autovacuum()
        yield

    @contextlib.asynccontextmanager
    async def working(self, started):
        from pgqueuer import PgQueuer
        from pgqueuer.db import AsyncpgDriver

        app = PgQueuer(AsyncpgDriver(await asyncpg.connect(self.url)))

        @app.entrypoint("small")
        async def small(job):
            started.put_nowait(time.perf_counter())

        running = asyncio.create_task(app.run(batch_size=100))
        yield
        app.shutdown.set()
        await running

    async def ask(self, count):
        await self.queries.enqueue(["small"] * count, [None] * count, [0] * count)


class Procrastinate:
    """Ten jobs at a time, with a pool that has a connection for each."""

    completed_per_second = """
        select (count(*) - 1) / extract(epoch from max(at) - min(at))::float8
        from procrastinate_events where type = 'succeeded' and at > $1"""

    def __init__(self, url):
        self.url = url

    @contextlib.asynccontextmanager
    async def open(self):
        from procrastinate import App, PsycopgConnector

        self.app = App(connector=PsycopgConnector(conninfo=self.url, min_size=12, max_size=12))

        @self.app.task(name="small")
        async def small():
            self.started.put_nowait(time.perf_counter())

        self.task = small
        async with self.app.open_async():
            await self.app.schema_manager.apply_schema_async()
            yield

    @contextlib.asynccontextmanager
    async def working(self, started):
        self.started = started
        running = asyncio.create_task(self.app.run_worker_async(concurrency=10, install_signal_handlers=False))
        yield
        # It ends its jobs first; the pool may not be closed before.
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running

    async def ask(self, count):
        await self.task.batch_defer_async(*[{} for _ in range(count)])


async def waits(queue, idle):
    started = asyncio.Queue()
    async with queue.working(started):
        await asyncio.sleep(1)
        found = []
        # The first ones open connections.
        for _ in range(FIRST + idle):
            asked = time.perf_counter()
            await queue.ask(1)
            found.append(await started.get() - asked)
            await asyncio.sleep(random.uniform(0.01, 0.03))
        return found[FIRST:]


async def rate(queue, many, seconds):
    looker = await asyncpg.connect(queue.url)
    await queue.ask(many)
    await looker.execute("analyze")
    begun = await looker.fetchval("select clock_timestamp()")
    started = asyncio.Queue()
    async with queue.working(started):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for _ in range(many):
                    await started.get()
        # Completions are written a little after the jobs were done.
        await asyncio.sleep(0.5)
        return await looker.fetchval(queue.completed_per_second, begun)


async def main(name, url, idle, many, seconds):
    queue = {"pgqueuer": PgQueuer, "procrastinate": Procrastinate}[name](url)
    async with queue.open():
        print(json.dumps({"waits": await waits(queue, int(idle)), "rate": await rate(queue, int(many), float(seconds))}))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
