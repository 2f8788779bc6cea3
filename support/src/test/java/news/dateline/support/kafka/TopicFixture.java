package news.dateline.support.kafka;

import java.util.HashMap;
import java.util.Map;
import news.dateline.broker.InProcessBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to {@code feed-state} on a broker in this JVM. */
abstract class TopicFixture {
  InProcessBroker broker;

  final void createTopics() throws Exception {
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(2, Replication.SINGLE, true);
    }
  }

  final Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  final void send(int partition, String value, boolean transactional) throws Exception {
    if (transactional) {
      try (var producer = open(partition, value)) {
        producer.commitTransaction();
      }
      return;
    }
    try (var producer = producer(false)) {
      producer.send(new ProducerRecord<>("feed-state", partition, value, value)).get();
    }
  }

  final void abort(int partition, String value) throws Exception {
    try (var producer = open(partition, value)) {
      producer.abortTransaction();
    }
  }

  /** Returns a producer that has written a record in a transaction that is still open. */
  final KafkaProducer<String, String> open(int partition, String value) throws Exception {
    KafkaProducer<String, String> producer = producer(true);
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("feed-state", partition, value, value)).get();
    return producer;
  }

  final KafkaProducer<String, String> producer(boolean transactional) {
    Map<String, Object> settings = new HashMap<>(client());
    if (transactional) {
      settings.put("transactional.id", "test");
    }
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }
}
