/** Counted no further than a thousand: nobody wants to know how many more. */
export function countText(count: number, locale: string): string {
  return count > 999 ? `${new Intl.NumberFormat(locale).format(999)}+` : new Intl.NumberFormat(locale).format(count)
}
