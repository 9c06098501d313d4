/** A shape with what stands for something marked. */
import { useMemo } from 'react';
import { MarkedText } from '../../ui/marked-text.tsx';

const placeholder = /<(?:time|web time|syslog time|uuid|ip|hex|number|id)>|"\*"/g;

export function ShapeText({ shape }: { readonly shape: string }) {
  const marks = useMemo(
    () =>
      [...shape.matchAll(placeholder)].map((found) => ({
        start: found.index,
        end: found.index + found[0].length,
        className: 'placeholder',
      })),
    [shape],
  );
  return <MarkedText text={shape} marks={marks} longest={600} />;
}
