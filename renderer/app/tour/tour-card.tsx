/** A card beside the results: what the step shows, and the way to the next. */
import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { chooseFiles } from '../../import/choose.ts';
import { endTour, showTourStep, tourSteps, useTour } from './tour-store.ts';
import './tour.css';

export function TourCard() {
  const place = useTour();
  const step = place === null ? undefined : tourSteps[place];
  if (place === null || step === undefined) return null;
  const isLast = place === tourSteps.length - 1;
  return (
    <aside className="tour-card" aria-label="Tour">
      <div className="tour-head">
        <span className="muted numbers">
          {place + 1} of {tourSteps.length}
        </span>
        <strong>{step.title}</strong>
        <ActionIcon size={20} aria-label="End the tour" title="End the tour" onClick={endTour}>
          <X size={13} aria-hidden />
        </ActionIcon>
      </div>
      <p>{step.text}</p>
      <code className="mono">{step.search}</code>
      <div className="tour-actions">
        {place > 0 && (
          <Button variant="default" size="compact-xs" onClick={() => showTourStep(place - 1)}>
            Back
          </Button>
        )}
        {isLast ? (
          <Button
            size="compact-xs"
            onClick={() => {
              endTour();
              void chooseFiles();
            }}
          >
            Now your own files
          </Button>
        ) : (
          <Button size="compact-xs" onClick={() => showTourStep(place + 1)}>
            Next
          </Button>
        )}
      </div>
    </aside>
  );
}
