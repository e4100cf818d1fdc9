/** How long anything may take, on a machine that has other things to do; in milliseconds. */
export const patience = 90_000;

/** How long each try of something may take that is tried again. */
export const briefly = { timeout: 5000 };
