/** Both readings side by side, where nothing in the file decides between them. */
import { Button } from '@mantine/core';
import type { PreviewResult } from '../../src/protocol/index.ts';
import type { Correction } from './correction.ts';

export function AmbiguityChoice({
  ambiguity,
  change,
}: {
  readonly ambiguity: NonNullable<PreviewResult['ambiguity']>;
  readonly change: (part: Partial<Correction>) => void;
}) {
  return (
    <section className="ambiguity" aria-label="Two readings">
      <p>
        <strong>{ambiguity.question}</strong>{' '}
        <span className="muted">Nothing in the file decides. Which is right?</span>
      </p>
      <div className="readings">
        {ambiguity.readings.map((reading) => (
          <div key={reading.label} className="reading">
            <strong>{reading.label}</strong>
            {reading.examples.slice(0, 3).map((example) => (
              <span key={example} className="mono">
                {example}
              </span>
            ))}
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => change({ timeMode: 'advanced', time: { ...reading.settings } })}
            >
              Read as {reading.label}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}
