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
    # A thread of its own from the first: in the caller's, Playwright's loop runs
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def in_thread(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    server = in_thread(asyncio.start_server(_Relay(port, delay, bytes_per_s).connect, "127.0.0.1", 0))
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        in_thread(_hang_up(server))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _hang_up(server):
    server.close()
    carrying = asyncio.all_tasks() - {asyncio.current_task()}
    for task in carrying:
        task.cancel()
    await asyncio.gather(*carrying, return_exceptions=True)
    await asyncio.sleep(0)  # closed sockets are let go


class _Relay:
    def __init__(self, port, delay, bytes_per_s):
        self.port, self.delay, self.bytes_per_s = port, delay, bytes_per_s
        self.free = {"up": 0.0, "down": 0.0}  # when the line has taken all that was sent so far

    async def connect(self, reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            with suppress(asyncio.CancelledError):  # hung up
                await asyncio.gather(self._carry(reader, back, "up"), self._carry(there, writer, "down"))
        finally:
            back.close()
            writer.close()

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
            writer.write_eof()  # what comes back is still under way

        delivering = asyncio.ensure_future(deliver())
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                self.free[way] = max(self.free[way], loop.time()) + len(data) / self.bytes_per_s
                under_way.put_nowait((self.free[way] + self.delay, data))
                await asyncio.sleep(max(0.0, self.free[way] - loop.time() - self.delay))  # no more than it can hold
        under_way.put_nowait((loop.time() + self.delay, b""))
        with suppress(ConnectionError):
            await delivering
