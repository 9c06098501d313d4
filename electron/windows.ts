/** The open windows, and which of their pages can hear. */
import { BrowserWindow } from 'electron';
import type { WebContents } from 'electron';
import { createWindow } from './window.ts';

export class Windows {
  /** Those whose page asked for the engine's port. */
  readonly #connected = new Set<WebContents>();
  readonly #all = new Set<BrowserWindow>();

  /** Another one, a little below the one in front. */
  open(): BrowserWindow {
    const window = createWindow(this.front?.getNormalBounds());
    const { webContents } = window;
    this.#all.add(window);
    window.on('closed', () => {
      this.#all.delete(window);
      this.#connected.delete(webContents);
    });
    return window;
  }

  get count(): number {
    return this.#all.size;
  }

  /** The one that a person looks at, else the newest. */
  get front(): BrowserWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow();
    return focused !== null && this.#all.has(focused) ? focused : [...this.#all].at(-1);
  }

  connect(page: WebContents): void {
    this.#connected.add(page);
  }

  get connected(): readonly WebContents[] {
    return [...this.#connected];
  }

  /** Undefined while its page is being loaded. */
  get frontPage(): WebContents | undefined {
    const page = this.front?.webContents;
    return page !== undefined && this.#connected.has(page) ? page : this.connected.at(-1);
  }

  show(): void {
    this.front?.show();
    this.front?.focus();
  }
}
