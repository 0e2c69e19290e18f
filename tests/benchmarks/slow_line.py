"""A slow line to a server on this machine: what goes through it comes late, and so many bytes a second at most."""

import asyncio
import threading
from contextlib import contextmanager, suppress

DELAY_S = 0.020
BYTES_PER_S = 10e6 / 8
CHUNK = 4096


@contextmanager
def slow_line(port: int, *, delay: float = DELAY_S, bytes_per_s: float = BYTES_PER_S):
    """Relay to a port of the loopback address; yields the address to use instead.

    Parameters
    ----------
    port : int
        Where the server listens.
    delay : float
        Seconds that each byte is under way, each way.
    bytes_per_s : float
        What the line takes each way, of all connections together.
    """
    loop = asyncio.new_event_loop()
    relay = _Relay(port, delay, bytes_per_s)
    server = loop.run_until_complete(asyncio.start_server(relay.connect, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        server.close()
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()


class _Relay:
    def __init__(self, port, delay, bytes_per_s):
        self.port, self.delay, self.bytes_per_s = port, delay, bytes_per_s
        self.free = {"up": 0.0, "down": 0.0}  # when the line has taken all that was sent so far

    async def connect(self, reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(self._carry(reader, back, "up"), self._carry(there, writer, "down"))

    async def _carry(self, reader, writer, way):
        loop, under_way = asyncio.get_running_loop(), asyncio.Queue()

        async def deliver():
            while True:
                due, data = await under_way.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()
            writer.close()

        delivering = asyncio.ensure_future(deliver())
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                self.free[way] = max(self.free[way], loop.time()) + len(data) / self.bytes_per_s
                under_way.put_nowait((self.free[way] + self.delay, data))
                await asyncio.sleep(max(0.0, self.free[way] - loop.time() - self.delay))  # no more than it can hold
        under_way.put_nowait((loop.time() + self.delay, b""))
        with suppress(ConnectionError):
            await delivering
