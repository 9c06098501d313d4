/** The version that this code says it is; package.json holds the same, which a test checks. */
export const version = '0.1.0';
