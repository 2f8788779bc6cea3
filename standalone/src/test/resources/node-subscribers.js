// Subscribes to each URL with npm's eventsource and prints the stream's number and the event id of every item.
// node node-subscribers.js MODULE URL…
const { EventSource } = require(process.argv[2]);
process.argv.slice(3).forEach((url, number) => {
  new EventSource(url).addEventListener('item', event => console.log(number, event.lastEventId));
});
