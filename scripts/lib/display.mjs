/** A virtual display (Xvfb) where there is no real one. */
import { spawn } from 'node:child_process';
import { SetupError } from './say.mjs';

export function needsVirtualDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * Xvfb chooses a free number by itself and writes it to a pipe.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const words = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-noreset', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr?.on('data', (chunk) => (complaint += chunk));
    child.on('error', (error) => reject(new SetupError(`Xvfb did not start: ${error.message}`)));
    child.on('exit', (code) => reject(new SetupError(`Xvfb ended with code ${code}:\n${complaint.trim()}`)));
    let written = '';
    const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    // Number and newline come apart: Xvfb dies when the pipe is closed before the newline.
    pipe.on('data', (chunk) => {
      written += chunk;
      if (!written.includes('\n')) return;
      pipe.destroy();
      child.unref();
      resolve({ display: `:${written.trim()}`, stop: () => void child.kill() });
    });
  });
}

/**
 * Switches that Chromium needs here, each with its reason.
 * @param {boolean} isVirtual
 * @returns {{ switches: string[], reasons: string[] }}
 */
export function displaySwitches(isVirtual) {
  const switches = [];
  const reasons = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    switches.push('--no-sandbox');
    reasons.push("Running as root: Chromium's sandbox cannot work there and is off (--no-sandbox).");
  }
  if (isVirtual) switches.push('--disable-gpu', '--disable-dev-shm-usage');
  return { switches, reasons };
}
