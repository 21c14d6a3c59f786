import { type WebhookEventType, webhookEvents } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'

const known: ReadonlySet<string> = new Set<string>(Object.values(webhookEvents).flat())

/** An event in words; what a later server may tell of, by its type. */
export function eventText(t: TFunction<'webhooks'>, type: string): string {
  return isKnown(type) ? t(`types.${type}`) : type
}

function isKnown(type: string): type is WebhookEventType {
  return known.has(type)
}
