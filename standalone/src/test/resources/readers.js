// Opens every stream that is named, with npm's eventsource, and tells each item that comes: the stream's number and the event's id.
// node readers.js MODULE URL…
const { EventSource } = require(process.argv[2]);
process.argv.slice(3).forEach((url, number) => {
  new EventSource(url).addEventListener('item', event => console.log(number, event.lastEventId));
});
