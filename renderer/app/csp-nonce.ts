/** The nonce under which style sheets may be added, fresh for every load of the page; see electron/page-files.ts. */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The kit's dialogs lock scrolling with a style sheet of their own, and look for its nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: cspNonce });
