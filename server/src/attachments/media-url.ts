import { z } from 'zod'
import { now } from '../db/clock.ts'
import type { Providers } from '../providers/providers.ts'
import { safeFileName } from './media-type.ts'

const validForMs = 24 * 3_600_000

const claims = z.object({ workspaceId: z.uuid(), attachmentId: z.uuid(), until: z.number() })
type MediaClaims = z.infer<typeof claims>

/** Where a provider finds a file for a day, without asking for anything else. */
export function mediaUrlOf(
  { secrets, publicUrl }: Pick<Providers, 'secrets' | 'publicUrl'>,
  workspaceId: string,
  { id, name }: Readonly<{ id: string; name: string }>,
): string {
  const token = secrets.signMedia({ workspaceId, attachmentId: id, until: now() + validForMs } satisfies MediaClaims)
  return `${publicUrl}/media/${token}/${encodeURIComponent(safeFileName(name))}`
}

/** What the token of such an address opens; null when it is not ours, or its time is over. */
export function readMediaToken({ secrets }: Pick<Providers, 'secrets'>, token: string): MediaClaims | null {
  const { data } = claims.safeParse(secrets.verifyMedia(token))
  return data !== undefined && data.until > now() ? data : null
}
