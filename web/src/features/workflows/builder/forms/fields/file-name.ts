/** `inline; filename*=UTF-8''price%20list.pdf` is "price list.pdf". */
export function fileNameOf(disposition: string): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return null
    }
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null
}
