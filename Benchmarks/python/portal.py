"""Asks a portal for people's months at a steady pace, and tells how long the answers took, as JSON.

    portal.py URL --period LABEL --people N --rate R --seconds S

Person n signs in by the cookie that Bench made for n. A request begins when its time has come, whether or not those before it were answered,
and its time counts from then: a portal that cannot follow shows it. Needs nothing beside the standard library.
"""

import argparse
import asyncio
import json
import random
import time
import urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("--period", required=True)
parser.add_argument("--people", type=int, required=True)
parser.add_argument("--rate", type=float, required=True)
parser.add_argument("--seconds", type=float, required=True)
options = parser.parse_args()
place = urllib.parse.urlsplit(options.url)
dice = random.Random(42)


class Load:
    def __init__(self):
        self.idle = []
        self.times = []
        self.failures = {}
        self.bytes = 0

    async def answer(self, stream, person):
        reader, writer = stream
        writer.write(
            f"GET /month/{urllib.parse.quote(options.period)} HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Cookie: merit={'portal-load-' + str(person).zfill(30)}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(fields["content-length"]))
        return int(lines[0].split()[1]), body

    async def ask(self, person, due):
        try:
            stream = self.idle.pop() if self.idle else await asyncio.open_connection(place.hostname, place.port)
            status, body = await asyncio.wait_for(self.answer(stream, person), 30)
            self.idle.append(stream)
            self.times.append(time.perf_counter() - due)
            self.bytes += len(body)
            if status != 200 or b"<h2" not in body:
                self.failures[str(status)] = self.failures.get(str(status), 0) + 1
        except Exception as error:
            name = type(error).__name__
            self.failures[name] = self.failures.get(name, 0) + 1

    async def run(self, seconds):
        begun = time.perf_counter()
        tasks = []
        for number in range(int(options.rate * seconds)):
            due = begun + number / options.rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            tasks.append(asyncio.create_task(self.ask(dice.randint(1, options.people), due)))
        await asyncio.gather(*tasks)
        return time.perf_counter() - begun


async def until_it_listens():
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection(place.hostname, place.port)
            writer.close()
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise SystemExit(f"nobody listens at {options.url}")


async def main():
    await until_it_listens()
    load = Load()
    # Connections are opened and statements prepared before anything is measured.
    await load.run(min(5, options.seconds))
    load.times, load.failures, load.bytes = [], {}, 0
    took = await load.run(options.seconds)
    times = sorted(load.times) or [float("nan")]
    place_of = lambda share: times[min(len(times) - 1, int(share * len(times)))]
    print(
        json.dumps(
            {
                "answers": len(load.times),
                "seconds": took,
                "failures": load.failures,
                "median": place_of(0.5),
                "p99": place_of(0.99),
                "worst": times[-1],
                "bytes": load.bytes // max(1, len(load.times)),
            }
        )
    )


asyncio.run(main())
