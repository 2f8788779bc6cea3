package news.dateline.feedapi.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.PartnerId;

/** Counts the open streams of each partner and publishes their number and lag. Thread-safe. */
final class PartnerStreams {
  private final MeterRegistry meters;
  private final ConcurrentMap<PartnerId, PartnerUsage> usages = new ConcurrentHashMap<>();

  private static final class PartnerUsage {
    private final AtomicInteger open = new AtomicInteger();
    private final Set<PartnerStream> streams = ConcurrentHashMap.newKeySet();

    int open() {
      return open.get();
    }

    long maxLag() {
      return streams.stream().mapToLong(PartnerStream::lag).max().orElse(0);
    }
  }

  PartnerStreams(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Counts one more stream; returns false if the partner's limit is reached. */
  boolean tryAcquire(PartnerGrant grant) {
    if (usage(grant).open.incrementAndGet() <= grant.maxStreams()) {
      return true;
    }
    release(grant);
    return false;
  }

  void release(PartnerGrant grant) {
    usage(grant).open.decrementAndGet();
  }

  void add(PartnerGrant grant, PartnerStream stream) {
    usage(grant).streams.add(stream);
  }

  void remove(PartnerGrant grant, PartnerStream stream) {
    usage(grant).streams.remove(stream);
  }

  private PartnerUsage usage(PartnerGrant grant) {
    return usages.computeIfAbsent(grant.partner().id(), this::register);
  }

  private PartnerUsage register(PartnerId partner) {
    PartnerUsage usage = new PartnerUsage();
    Gauge.builder("dateline.partner.subscribers", usage, PartnerUsage::open)
        .description("open streams of the partner")
        .tag("partner", partner.value())
        .register(meters);
    Gauge.builder("dateline.partner.lag", usage, PartnerUsage::maxLag)
        .description("changes not yet sent to the partner's stream that lags most")
        .tag("partner", partner.value())
        .register(meters);
    return usage;
  }
}
