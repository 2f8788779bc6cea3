package news.dateline.support.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.BaseSubscriber;

class PacedBodyTests {
  private static final String BODY = "x".repeat(3 * WriteProgressHandler.MAX_WRITE + 1);
  private static final NettyDataBufferFactory BUFFERS =
      new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final AtomicInteger slowClosed = new AtomicInteger();
  private final StringBuilder emitted = new StringBuilder();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void notEvenTheFirstPartIsEmittedWhileTheConnectionIsNotWritable() {
    setWritable(false);
    subscribe(Duration.ofMinutes(1));
    assertThat(emitted).isEmpty();

    setWritable(true);

    assertThat(emitted.toString()).isEqualTo(BODY);
    assertThat(slowClosed).hasValue(0);
  }

  @Test
  void aBodyThatWaitsForItsFirstPartLongerThanTheWriteTimeoutClosesTheConnection() {
    setWritable(false);
    subscribe(Duration.ofMillis(1));

    await()
        .until(
            () -> {
              channel.runScheduledPendingTasks();
              return !channel.isOpen();
            });
    assertThat(slowClosed).hasValue(1);
    assertThat(emitted).isEmpty();
  }

  private void setWritable(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  private void subscribe(Duration writeTimeout) {
    WriteProgressHandler connection =
        new WriteProgressHandler(writeTimeout, slowClosed::incrementAndGet);
    channel.pipeline().addLast(connection);
    new PacedBody(BUFFERS.wrap(BODY.getBytes(UTF_8)), connection, Runnable::run, BUFFERS)
        .subscribe(
            new BaseSubscriber<DataBuffer>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(128);
              }

              @Override
              protected void hookOnNext(DataBuffer part) {
                emitted.append(part.toString(UTF_8));
                DataBufferUtils.release(part);
              }
            });
  }
}
