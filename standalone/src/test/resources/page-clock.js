// Replaces a page's clock by one that a test can advance. It runs with the real one. To be evaluated before the page's scripts, which then
// have no SharedWorker, whose clock would be another one.
(() => {
  delete window.SharedWorker;
  const RealDate = Date, realPerformance = performance.now.bind(performance);
  const realTimeout = setTimeout.bind(window), clearReal = clearTimeout.bind(window);
  const timers = new Map();
  let offset = 0, lastId = 1_000_000;
  const now = () => RealDate.now() + offset;

  window.Date = class extends RealDate {
    constructor(...values) { super(...(values.length ? values : [now()])); }
    static now() { return now(); }
  };
  performance.now = () => realPerformance() + offset;

  const arm = (id, timer) => { timer.real = realTimeout(() => fire(id), Math.min(Math.max(0, timer.at - now()), 2 ** 31 - 1)); };
  function start(callback, delay, values, interval) {
    const id = ++lastId, timer = { callback, values, interval, at: now() + Math.max(0, Number(delay) || 0) };
    timers.set(id, timer);
    arm(id, timer);
    return id;
  }
  function stop(id) {
    clearReal(timers.get(id)?.real);
    timers.delete(id);
  }
  function fire(id) {
    const timer = timers.get(id);
    if (!timer) return;
    clearReal(timer.real);
    if (timer.interval) {
      timer.at = now() + Math.max(1, timer.interval);
      arm(id, timer);
    } else {
      timers.delete(id);
    }
    timer.callback(...timer.values);
  }
  window.setTimeout = (callback, delay, ...values) => start(callback, delay, values, 0);
  window.setInterval = (callback, delay, ...values) => start(callback, delay, values, delay);
  window.clearTimeout = window.clearInterval = stop;

  /** Advances the clock; each timer runs at its time. */
  window.advance = milliseconds => {
    const end = now() + milliseconds;
    for (;;) {
      const [id, timer] = [...timers].filter(([, each]) => each.at <= end).sort((a, b) => a[1].at - b[1].at)[0] ?? [];
      if (!id) break;
      offset += Math.max(0, timer.at - now());
      fire(id);
    }
    offset += Math.max(0, end - now());
  };
  /** Advances the clock as a sleep of the computer does: timers that became due run once, afterwards, when they would have run anyway. */
  window.sleep = milliseconds => { offset += milliseconds; };
})();
