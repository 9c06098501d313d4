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
  /** Named groups become fields. Tried in order, the first that matches counts. */
  readonly extract?: readonly RegExp[];
  /** Named group of `extract` that is the event's host. */
  readonly hostField?: string;
  /** Also take name=value pairs out of the text. */
  readonly keyValues?: boolean;
  /** Each is recognised by `recognise` and gives the fields written here: these are its tests. */
  readonly samples: readonly {
    readonly line: string;
    readonly time: string | null;
    readonly fields?: Readonly<Record<string, string>>;
  }[];
}
