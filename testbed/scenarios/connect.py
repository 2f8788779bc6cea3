"""Opens streams at once from one thread, without a JVM that would have to warm up itself. Prints how long it took until all were answered, and how many
were within two seconds after the last connection was made.

    connect.py HOST PORT PATH COUNT
"""
import select
import socket
import sys
import time

host, port, path, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n\r\n".encode()
poll = select.epoll()
sockets, waiting, answered = {}, set(), []


def handle(seconds):
    """Sends the request of what has connected and notes when the first event comes."""
    for number, events in poll.poll(seconds):
        if number in waiting:
            sockets[number].send(request)
            waiting.discard(number)
            poll.modify(number, select.EPOLLIN)
        else:
            answer = sockets[number].recv(65536)
            if not answer or answer.startswith(b"HTTP/") and not answer.startswith(b"HTTP/1.1 200"):
                sys.exit(f"a stream was refused: {answer[:100]!r}")
            if b"event:" in answer:
                answered.append(time.monotonic())
                poll.unregister(number)


begin = time.monotonic()
for _ in range(count):
    stream = socket.socket()
    stream.setblocking(False)
    stream.connect_ex((host, port))
    sockets[stream.fileno()] = stream
    waiting.add(stream.fileno())
    poll.register(stream.fileno(), select.EPOLLOUT)
    handle(0)
while waiting and time.monotonic() < begin + 60:
    handle(1)
made = time.monotonic()
while len(answered) < count and time.monotonic() < begin + 60:
    handle(1)
in_time = sum(1 for at in answered if at <= made + 2)
took = (answered[-1] if answered else made) - begin
print(f"{count} connections made in {made - begin:.2f} s, {in_time} answered within 2 s after that, {len(answered)} in {took:.2f} s: {len(answered) / took:.0f}/s")
