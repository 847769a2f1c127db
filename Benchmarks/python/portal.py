"""Asks a portal for people's months at a steady pace, and tells how long the answers took, as JSON.

    portal.py URL --period LABEL --people N --rate R --seconds S

Person n signs in by the cookie that Bench made for n. A request begins when its time has come, whether or not those before it were answered,
and its time counts from then: a portal that cannot follow shows it. Waits on sockets by itself, for an event loop of streams takes a tenth
of the cores that are measured. Needs nothing beside the standard library.
"""

import argparse
import json
import random
import selectors
import socket
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
LONGEST = 30


class Exchange:
    """A request on a connection, and as much of its answer as came."""

    def __init__(self, connection, due):
        self.connection, self.due = connection, due
        self.parts, self.got, self.end = [], 0, None

    def receive(self):
        """Whether the answer is whole."""
        part = self.connection.recv(1 << 18)
        if not part:
            raise ConnectionError
        self.parts.append(part)
        self.got += len(part)
        if self.end is None and (head := b"".join(self.parts)).find(b"\r\n\r\n") >= 0:
            fields = head[: head.index(b"\r\n\r\n")].lower()
            length = fields.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]
            self.end = len(fields) + 4 + int(length)
        return self.end is not None and self.got >= self.end


class Load:
    def __init__(self):
        self.selector = selectors.EpollSelector()
        self.idle, self.open = [], {}
        self.forget()

    def forget(self):
        self.times, self.failures, self.bytes = [], {}, 0

    def fail(self, reason):
        self.failures[reason] = self.failures.get(reason, 0) + 1

    def ask(self, due):
        person = str(dice.randint(1, options.people)).zfill(30)
        connection = self.idle.pop() if self.idle else socket.create_connection((place.hostname, place.port), LONGEST)
        connection.sendall(
            f"GET /month/{urllib.parse.quote(options.period)} HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Cookie: merit=portal-load-{person}\r\n\r\n".encode()
        )
        self.open[connection] = Exchange(connection, due)
        self.selector.register(connection, selectors.EVENT_READ)

    def receive(self, exchange):
        try:
            if not exchange.receive():
                return
        except OSError as error:
            self.close(exchange, type(error).__name__)
            return
        answer = b"".join(exchange.parts)
        status = answer.split(b" ", 2)[1].decode()
        self.release(exchange)
        self.idle.append(exchange.connection)
        self.times.append(time.perf_counter() - exchange.due)
        self.bytes += len(answer) - answer.index(b"\r\n\r\n") - 4
        if status != "200" or b"<h2" not in answer:
            self.fail(status)

    def release(self, exchange):
        self.selector.unregister(exchange.connection)
        del self.open[exchange.connection]

    def close(self, exchange, reason):
        self.release(exchange)
        exchange.connection.close()
        self.fail(reason)

    def run(self, seconds):
        begun = time.perf_counter()
        waiting = [begun + number / options.rate for number in range(int(options.rate * seconds))][::-1]
        while waiting or self.open:
            wait = max(0, waiting[-1] - time.perf_counter()) if waiting else 1
            for key, _ in self.selector.select(wait):
                self.receive(self.open[key.fileobj])
            now = time.perf_counter()
            while waiting and waiting[-1] <= now:
                self.ask(waiting.pop())
            # The oldest stand first.
            while self.open and (oldest := next(iter(self.open.values()))).due + LONGEST < now:
                self.close(oldest, "Timeout")
        return time.perf_counter() - begun


def until_it_listens():
    for _ in range(600):
        try:
            socket.create_connection((place.hostname, place.port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nobody listens at {options.url}")


until_it_listens()
load = Load()
# Connections are opened and statements prepared before anything is measured.
load.run(min(5, options.seconds))
load.forget()
took = load.run(options.seconds)
times = sorted(load.times) or [float("nan")]


def place_of(share):
    return times[min(len(times) - 1, int(share * len(times)))]


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
