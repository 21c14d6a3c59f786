/** One cookie of the frame's own folder, told apart by the site around the frame. */
export type Cookie = Readonly<{ read(): string | null; write(value: string): void; remove(): void }>

const secondsKept = 400 * 24 * 3600

/**
 * Some browsers refuse a frame from another site all storage, but let it have cookies as long as they are partitioned:
 * such a cookie is seen on this one site only, and cannot follow anybody from site to site.
 */
export function partitionedCookie(document: Document, name: string, path: string): Cookie {
  const start = `${name}=`

  return {
    read() {
      const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(start))
      return found ? decodeURIComponent(found.slice(start.length)) : null
    },
    write: (value) => set(encodeURIComponent(value), secondsKept),
    remove: () => set('', 0),
  }

  function set(value: string, maxAge: number) {
    document.cookie = `${start}${value}; Path=${path}; Max-Age=${maxAge}; Secure; SameSite=None; Partitioned`
  }
}
