import type { Channel } from '../channel.ts'
import type { ApiSecrets, ApiSettings } from './account.ts'
import { markRead, typing } from './gestures.ts'
import { fetchMedia } from './media.ts'
import { outcome } from './outcome.ts'
import { parse } from './parse.ts'
import { capabilities, render } from './render.ts'
import { verify } from './verify.ts'

export type { ApiSecrets, ApiSettings } from './account.ts'

/** Any system that writes in and takes what is written out. */
export const api = {
  type: 'api',
  provider: null,
  accountIdOf: () => null,
  capabilities,
  verify,
  parse,
  render,
  outcome,
  fetchMedia,
  markRead,
  typing,
} satisfies Channel<ApiSettings, ApiSecrets>
