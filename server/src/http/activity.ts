import { postActivity } from '@fairlead/sdk'
import type { Connections } from '../members/connections.ts'
import { type Api, serve } from './endpoint.ts'

export function serveActivity(api: Api, { connections }: { connections: Connections }): void {
  serve(api, postActivity, ({ caller }) => connections.noteActivity(caller))
}
