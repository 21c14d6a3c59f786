/** Compares without subtracting: `-Infinity - -Infinity` is NaN, and a sort takes NaN for a tie. */
export function ascending<Value extends number | string>(a: Value, b: Value): number {
  if (a < b) return -1
  if (a > b) return 1
  return 0
}
