/** What one pretrained source type's file must give. */
import type { Settings } from '../settings.ts';

export interface SourceType {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly settings: Settings;
  /** Matches a line of this type. A type is taken when enough of the sampled lines match. Written so that it runs in linear time. */
  readonly recognise?: RegExp;
  /** Share of lines that must match; default 0.75. */
  readonly share?: number;
  /** Matches the first line that is not blank of a file of this type: enough where most lines say nothing of it. */
  readonly opening?: RegExp;
  /** Of JSON: objects of this type have all of these fields. */
  readonly keys?: readonly string[];
  /** Named groups become fields. Tried in order, the first that matches counts. */
  readonly extract?: readonly RegExp[];
  /**
   * What `extract` gives, by cutting, for lines that `shape` matches as a whole: a field is the piece in this place, from 1, between
   * delimiters, and a piece can be cut again. It saves most of the time; the fields must be the same.
   */
  readonly quick?: {
    readonly shape: RegExp;
    readonly fields: Readonly<Record<string, readonly (readonly [delimiter: string, place: number])[]>>;
  };
  /** Named group of `extract` that is the event's host. */
  readonly hostField?: string;
  /** The field, of `extract` or of a JSON object, that is a record by itself: JSON, or name=value pairs. */
  readonly messageField?: string;
  /** Also take name=value pairs out of the text. */
  readonly keyValues?: boolean;
  /** Each is recognised by `recognise` and gives the fields written here: these are its tests. */
  readonly samples: readonly {
    readonly line: string;
    readonly time: string | null;
    readonly fields?: Readonly<Record<string, string>>;
  }[];
}
