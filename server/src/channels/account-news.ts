import { atOrNow } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { hadTrouble } from '../metrics/notices.ts'
import { applyTemplateNews } from '../templates/news.ts'
import { markBroken } from './broken.ts'
import type { InboundAccountNews } from './inbound.ts'

/** Does what its provider's news of an account ask for. */
export async function applyAccountNews(
  tx: Tx,
  place: Readonly<{ workspaceId: string; channelId: string }>,
  told: InboundAccountNews,
): Promise<void> {
  switch (told.news) {
    case 'broken':
      return markBroken(tx, place, told.detail)
    case 'warned':
      return hadTrouble.tell({ ...place, code: 'policy', detail: told.detail })
    case 'template':
      return applyTemplateNews(tx, place, told.template, atOrNow(told.at))
    default:
      return told satisfies never
  }
}
