package news.dateline.support.boot;

import news.dateline.support.kafka.KafkaContact;
import news.dateline.support.kafka.KafkaSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Registers the monitors that a process needs once, however many services run in it. */
@Configuration(proxyBeanMethods = false)
@Import(KafkaConfiguration.class)
public class ProcessMonitorsConfiguration {
  @Bean(initMethod = "start")
  HeapHealth heapHealthIndicator() {
    return new HeapHealth();
  }

  @Bean(initMethod = "start")
  KafkaContact kafkaContact(KafkaSettings kafka) {
    return new KafkaContact(kafka);
  }
}
