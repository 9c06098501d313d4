import { z } from 'zod';
import type { ActionName } from './actions.ts';

/** What the preload script gives the page as `window.grotto`; nothing else of Node or Electron reaches it. */

/** A path the person dropped or chose, known to the page only by an opaque id. */
export interface PathGrant {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly isDirectory: boolean;
}

export interface PageApi {
  /** Opens the system's dialog; empty when the person cancels. */
  chooseFiles(): Promise<readonly PathGrant[]>;
  chooseFolder(): Promise<readonly PathGrant[]>;
  /** Files dropped anywhere on the window, opened from the menu, or given on the command line. */
  onFilesGranted(listener: (grants: readonly PathGrant[]) => void): () => void;
  /** A drag with files is over the window: true; it left or ended: false. */
  onDragChange(listener: (over: boolean) => void): () => void;
  /** The engine stopped; a new port follows once it is back. */
  onEngineLost(listener: (reason: string) => void): () => void;
  /** Chosen in the native menu. */
  onMenuAction(listener: (action: ActionName) => void): () => void;
  /** 0 .. 1 on the taskbar; null removes it. */
  setProgress(fraction: number | null): void;
  setTheme(theme: Theme): void;
  /** Shows the data folder in the system's file manager. */
  openDataFolder(): void;
  /** Another window over the same data. */
  newWindow(): void;
  /** The size of everything in the window; 1 is as designed. */
  setZoom(factor: number): void;
  /** Asks for the engine's port, which comes as an `enginePortMessage`; and for another whenever the engine was restarted. */
  connect(): void;
  /** Called once, when the page shows what the engine answered and can be used. */
  ready(): void;
  readonly platform: string;
}

export type Theme = 'system' | 'light' | 'dark';

/**
 * Ports cannot pass through `window.grotto`: the preload script posts this message to the page's own window, with the
 * engine's port beside it. `reason` is null the first time, else what happened to the engine before.
 */
export const enginePortMessage = z.object({ grotto: z.literal('engine-port'), reason: z.string().nullable() });

declare global {
  interface Window {
    readonly grotto: PageApi;
  }
}
