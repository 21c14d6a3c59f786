import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import { type DeskServer, openServer } from '../desk/server.ts'
import type { Medium } from './world.ts'

const addressMs = 4 * 60 * 60 * 1000

/** Where files really lie: on another host, at addresses that prove themselves and want no credentials beside. */
export type Store = DeskServer & Readonly<{ addressOf(medium: Medium): string }>

export async function openStore(clock: Clock): Promise<Store> {
  const key = randomBytes(16)
  const media = new Map<string, Medium>()
  const proofOf = (sid: string, expires: string): string =>
    createHmac('sha256', key).update(`${sid} ${expires}`).digest('hex')

  const server = await openServer({
    name: 'Twilio store',
    isControl: () => true,
    async control({ method, path, query, headers }) {
      const [, sid = ''] = path.split('/')
      const expires = query.get('Expires') ?? ''
      const medium = media.get(sid)
      // Two kinds of proof at once are refused: credentials that came along by the redirect.
      if (headers.has('authorization')) return { status: 400, body: 'Only one auth mechanism allowed' }
      if (method !== 'GET' || query.get('Signature') !== proofOf(sid, expires)) return { status: 403, body: '' }
      if (medium === undefined || Number(expires) < clock.now()) return { status: 403, body: 'Request has expired' }
      return { status: 200, headers: { 'content-type': medium.type }, body: medium.bytes }
    },
    serve: () => Promise.resolve(null),
  })

  return {
    ...server,
    addressOf(medium) {
      media.set(medium.sid, medium)
      const expires = String(clock.now() + addressMs)
      const proof = new URLSearchParams({ Expires: expires, Signature: proofOf(medium.sid, expires) })
      return `${server.url}/${medium.sid}?${proof}`
    },
  }
}
