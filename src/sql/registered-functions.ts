/** Functions that the engine does not have and the store adds to it, under names of our own. */
export const registeredFunctions = { sha512: 'grotto_sha512' } as const;
