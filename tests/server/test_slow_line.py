"""The benchmarks' slow line: all bytes arrive, in order and not early. How late is up to the machine."""

import socket
import threading
import time
from contextlib import closing, contextmanager

import pytest

from tests.benchmarks.slow_line import CHUNK, slow_line


@contextmanager
def echo():
    """A server on the loopback address that sends back what it gets; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer(connection):
            with connection:
                while data := connection.recv(1 << 16):
                    connection.sendall(data)

        def serve():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:  # closed
                    return
                threading.Thread(target=answer, args=[connection], daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def connect(address):
    port = int(address.rpartition(":")[2])
    return closing(socket.create_connection(("127.0.0.1", port), timeout=20))


def there_and_back(connection, data):
    """Send bytes, and return what comes back and the seconds until the last of it."""
    start, back = time.monotonic(), b""
    connection.sendall(data)
    while len(back) < len(data):
        back += connection.recv(1 << 16)
    return back, time.monotonic() - start


@pytest.mark.parametrize("size", [1, CHUNK, 5 * CHUNK + 7])
def test_all_bytes_arrive_in_order_and_not_before_the_line_can_have_carried_them(size):
    data = bytes(number * number % 251 for number in range(size))
    delay, bytes_per_s = 0.02, 400_000
    with echo() as port, slow_line(port, delay=delay, bytes_per_s=bytes_per_s) as address, connect(address) as line:
        back, seconds = there_and_back(line, data)
    assert back == data
    assert seconds >= 2 * delay + size / bytes_per_s


def test_connections_share_the_line():
    data, bytes_per_s = b"x" * 2 * CHUNK, 200_000
    with (
        echo() as port,
        slow_line(port, delay=0.0, bytes_per_s=bytes_per_s) as address,
        connect(address) as one,
        connect(address) as other,
    ):
        start = time.monotonic()
        one.sendall(data)
        there_and_back(other, data)
        left = len(data)
        while left:
            left -= len(one.recv(1 << 16))
        assert time.monotonic() - start >= 2 * len(data) / bytes_per_s


def test_who_hangs_up_is_hung_up_on_and_the_line_ends_with_its_block():
    with echo() as port, slow_line(port, delay=0.0) as address, connect(address) as line:
        line.sendall(b"bye")
        line.shutdown(socket.SHUT_WR)
        assert line.recv(10) == b"bye"
        assert line.recv(10) == b""
    with pytest.raises(ConnectionRefusedError), connect(address):
        pass
