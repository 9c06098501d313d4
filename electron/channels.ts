/** The names of messages between main process, preload script and engine process. */
import type { PathGrant } from '../src/protocol/index.ts';

/** Preload to main. */
export const toMain = {
  chooseFiles: 'choose-files',
  chooseFolder: 'choose-folder',
  drop: 'drop',
  connect: 'connect',
  ready: 'ready',
  progress: 'progress',
  theme: 'theme',
  openDataFolder: 'open-data-folder',
  newWindow: 'new-window',
} as const;

/** Main to preload. */
export const toPage = {
  filesGranted: 'files-granted',
  enginePort: 'engine-port',
  engineLost: 'engine-lost',
  menuAction: 'menu-action',
} as const;

/** Main to the engine process. */
export type EngineOrder =
  /** Comes with a port to serve. */
  | { readonly kind: 'serve' }
  /** Answered by `granted`, under the same number. */
  | { readonly kind: 'grant'; readonly number: number; readonly paths: readonly string[] }
  /** Grants that an earlier engine gave. */
  | { readonly kind: 'restore'; readonly grants: readonly { readonly id: string; readonly path: string }[] }
  /** Close the database and exit. */
  | { readonly kind: 'close' };

/** The engine process to main. */
export type EngineReport = {
  readonly kind: 'granted';
  readonly number: number;
  /** Paths where nothing was found are left out. */
  readonly grants: readonly { readonly grant: PathGrant; readonly path: string }[];
};
