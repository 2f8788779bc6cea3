/* Measures the lower bound: one write() per subscriber. POST /pub?feed=N sends its body to every stream that GET /sub?feed=N has opened.
   One thread, epoll, no queue: a subscriber whose socket cannot take a whole event misses it. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 20000
#define REQUEST 16384

static char *input[MAX_CONNECTIONS]; /* the incomplete request of each connection */
static int length[MAX_CONNECTIONS], slot[MAX_CONNECTIONS], feed[MAX_CONNECTIONS], subscribers[MAX_CONNECTIONS], count, number;

static int feed_of(const char *request) { const char *name = strstr(request, "feed="); return name ? atoi(name + 5) : 0; }

static void send_all(int fd, const char *text, size_t size) {
  if (write(fd, text, size) < 0) { /* epoll reports the end of the connection */ }
}

static void publish(int to, const char *body, int size) {
  static char event[REQUEST + 128], chunk[REQUEST + 256];
  int bytes = snprintf(event, sizeof event, "id: %d\nevent: item\ndata: %.*s\n\n", ++number, size, body);
  int all = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n", bytes, event);
  for (int i = 0; i < count; i++) if (feed[i] == to) send_all(subscribers[i], chunk, all);
}

static void remove_connection(int fd) {
  int at = slot[fd];
  if (at > 0) {
    subscribers[at - 1] = subscribers[--count];
    feed[at - 1] = feed[count];
    slot[subscribers[at - 1]] = at;
    slot[fd] = 0;
  }
  free(input[fd]);
  input[fd] = NULL;
  length[fd] = 0;
  close(fd);
}

static void subscribe(int fd) {
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "1a\r\nid: 0\nevent: at\ndata: {}\n\n\r\n";
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  send_all(fd, head, sizeof head - 1);
  feed[count] = feed_of(input[fd]);
  subscribers[count++] = fd;
  slot[fd] = count;
  free(input[fd]);
  input[fd] = NULL;
}

static void receive(int fd) {
  if (slot[fd]) { /* a subscriber sends nothing */
    char byte;
    if (read(fd, &byte, 1) <= 0) remove_connection(fd);
    return;
  }
  if (!input[fd]) input[fd] = malloc(REQUEST);
  int got = read(fd, input[fd] + length[fd], REQUEST - 1 - length[fd]);
  if (got <= 0) { remove_connection(fd); return; }
  length[fd] += got;
  input[fd][length[fd]] = 0;
  char *body = strstr(input[fd], "\r\n\r\n");
  if (!body) return;
  body += 4;
  if (!strncmp(input[fd], "GET", 3)) { subscribe(fd); return; }
  char *header = strcasestr(input[fd], "content-length:");
  int size = header ? atoi(header + 15) : 0;
  if (input[fd] + length[fd] - body < size) return;
  publish(feed_of(input[fd]), body, size);
  static const char done[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
  send_all(fd, done, sizeof done - 1);
  length[fd] = 0;
}

int main(int argc, char **argv) {
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, loop = epoll_create1(0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event event = {.events = EPOLLIN, .data.fd = server}, ready[256];
  if (argc < 2) return 2;
  address.sin_port = htons(atoi(argv[1]));
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 4096)) { perror("floor"); return 1; }
  epoll_ctl(loop, EPOLL_CTL_ADD, server, &event);
  for (;;) {
    int events = epoll_wait(loop, ready, 256, -1);
    for (int i = 0; i < events; i++) {
      if (ready[i].data.fd != server) { receive(ready[i].data.fd); continue; }
      for (int fd; (fd = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        if (fd >= MAX_CONNECTIONS) { close(fd); continue; }
        event.events = EPOLLIN; event.data.fd = fd;
        epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
      }
    }
  }
}
