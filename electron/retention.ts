/** Removes at the start, and every hour, what the rules of retention say. */
import type { Engine } from '../src/engine.ts';

const hour = 3_600_000;
/** The window comes first: its first questions are answered before events are counted. */
const startDelay = 5_000;

/** What was removed is kept with the rules, where the page shows it; a failure is tried again an hour later. */
export function keepRetention(engine: Engine): void {
  const apply = (): void => void engine.methods['retention.apply']({}).catch(() => undefined);
  setTimeout(apply, startDelay).unref();
  setInterval(apply, hour).unref();
}
