/** A chart as a file: its SVG with the colours written out, or that drawn on a canvas at twice the size as PNG. */
import { saveBlob } from '../ui/save-blob.ts';

const scale = 2;

export async function savePicture(place: HTMLElement, format: 'png' | 'svg'): Promise<void> {
  const svg = place.querySelector('svg');
  if (svg === null) return;
  const { width, height } = svg.getBoundingClientRect();
  const copy = withOwnColours(svg);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const picture = new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  if (format === 'svg') {
    saveBlob('chart.svg', picture);
    return;
  }
  const url = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext('2d');
    if (pen === null) return;
    pen.fillStyle = getComputedStyle(document.body).backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob !== null) saveBlob('chart.png', blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}

const properties = [
  'fill',
  'stroke',
  'fill-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-family',
  'text-anchor',
];

/** Outside the page its style sheets do not hold: what they say goes into the copy. */
export function withOwnColours(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const original = originals[i];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of properties) element.style.setProperty(name, style.getPropertyValue(name));
  });
  return copy;
}
