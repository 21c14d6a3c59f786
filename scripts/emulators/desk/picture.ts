import { type StandIn, startStandIn } from '../../../server/src/testing/stand-in.ts'

export const png = new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))

/** Has the picture at its address and nothing below: what our own server is to a provider that comes for a file. */
export async function servePicture(): Promise<StandIn> {
  const headers = { 'content-type': 'image/png' }
  const path = '/front.png'
  const server = await startStandIn((asked) =>
    asked.path === path ? { headers, body: Buffer.from(png) } : { status: 404 },
  )
  return { ...server, url: server.url + path }
}
