// In minutes: as far as the contract lets durations go.
export const day = 1440
export const week = 7 * day
export const fortnight = 14 * day
