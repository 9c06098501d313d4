/** The nonce under which style sheets may be added, fresh for every load of the page; see electron/page-files.ts. */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
