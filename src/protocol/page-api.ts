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
  /**
   * The engine's port, each time there is a new one: at the start, and after the engine was restarted.
   * `reason` is null the first time, else what happened to the engine before.
   */
  onEnginePort(listener: (port: MessagePort, reason: string | null) => void): () => void;
  /** The engine stopped; a new port follows once it is back. */
  onEngineLost(listener: (reason: string) => void): () => void;
  /** Commands of the native menu, such as `add-data`, `focus-search`, `theme-dark`. */
  onMenuCommand(listener: (command: string) => void): () => void;
  /** 0 .. 1 on the taskbar; null removes it. */
  setProgress(fraction: number | null): void;
  /** Called once when the page can be used. */
  ready(): void;
  readonly platform: string;
}

declare global {
  interface Window {
    readonly grotto: PageApi;
  }
}
