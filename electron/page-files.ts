/** Serves the page's own files as app://grotto/..., and nothing else, under a strict content security policy. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { pageOrigin } from './security.ts';

/** Vite writes this in the place of a nonce (renderer config, html.cspNonce). */
const noncePlaceholder = 'GROTTO_CSP_NONCE';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Call before the app is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Call once the app is ready. `folder` holds the built page. */
export function servePage(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== pageOrigin) return new Response(null, { status: 404 });
    const path = normalize(decodeURIComponent(url.pathname));
    const file = join(folder, path === sep ? 'index.html' : path);
    const type = types[extname(file)];
    if (!file.startsWith(folder + sep) || type === undefined) return new Response(null, { status: 404 });
    try {
      return await answer(file, type);
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

async function answer(file: string, type: string): Promise<Response> {
  const headers = { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
  if (extname(file) !== '.html') return new Response(new Uint8Array(await readFile(file)), { headers });
  const nonce = randomBytes(16).toString('base64');
  const html = (await readFile(file, 'utf8')).replaceAll(noncePlaceholder, nonce);
  return new Response(html, { headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce) } });
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
