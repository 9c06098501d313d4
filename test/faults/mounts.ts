/** Small file systems to try full and read-only disks on. Only root can mount them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Mount {
  readonly path: string;
  remount(options: string): void;
  unmount(): void;
}

/** Undefined, with the reason on stdout, where none can be mounted. `options` as mount takes them, such as `size=8m`. */
export function mountSmall(options: string, what: string): Mount | undefined {
  const path = mkdtempSync(join(tmpdir(), 'grotto-mount-'));
  const mount = (more: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', `${options}${more}`, 'tmpfs', path]).status === 0;
  if (process.getuid?.() !== 0 || process.platform !== 'linux' || !mount('')) {
    process.stdout.write(
      `Not tried: ${what}. It needs a file system of its own, which only root can mount on Linux.\n`,
    );
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    remount: (changed) => void spawnSync('mount', ['-o', `remount,${changed}`, path]),
    unmount: () => {
      // Detached now, and gone when whoever still holds a file of it lets go.
      spawnSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
