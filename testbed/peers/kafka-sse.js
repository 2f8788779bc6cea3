// KafkaSSE as its readme shows it, with an address that writes items to its topic.
'use strict';
const http = require('http');
const Kafka = require('node-rdkafka');
const kafkaSse = require('kafka-sse');

const [port, brokers, brokerPid] = process.argv.slice(2);
const topic = 'compared';
const producer = new Kafka.Producer({ 'metadata.broker.list': brokers, 'linger.ms': 0 });

function publish(request, response) {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    producer.produce(topic, 0, Buffer.concat(parts));
    response.writeHead(202).end();
  });
}

const server = http.createServer((request, response) =>
  request.method === 'POST'
    ? publish(request, response)
    : kafkaSse(request, response, [topic], { allowedTopics: [topic], kafkaConfig: { 'metadata.broker.list': brokers } }));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => { process.kill(Number(brokerPid)); process.exit(0); });
}
Kafka.AdminClient.create({ 'metadata.broker.list': brokers }).createTopic(
  { topic, num_partitions: 1, replication_factor: 1 },
  () => producer.on('ready', () => server.listen(Number(port), '127.0.0.1')).connect());
