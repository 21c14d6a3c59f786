import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'
import type { Caller } from '../meta/graph.ts'

type Contract = (typeof channelTypes)['instagram']

export type InstagramSettings = Readonly<z.output<Contract['settings']>>

export type InstagramSecrets = Readonly<
  z.output<Contract['secrets']> & {
    verifyToken: string
    /** When the token was renewed, in milliseconds as text; earlier, to be asked again soon. Comes with the first renewal. */
    renewedAt?: string
  }
>

export type InstagramAccount = Account<InstagramSettings, InstagramSecrets>

/** Where an account of this login is asked, and by which name it goes there. */
export type Door = Readonly<{ caller: Caller; path: string }>

/** Instagram's own login has a host of its own; an account linked to a page speaks through the page, at Facebook's. */
export function doorOf({ settings, secrets, baseUrl, urls }: InstagramAccount): Door {
  return settings.login === 'instagram'
    ? { caller: { baseUrl, secrets }, path: settings.accountId }
    : { caller: { baseUrl: urls.meta, secrets }, path: settings.pageId || 'me' }
}
