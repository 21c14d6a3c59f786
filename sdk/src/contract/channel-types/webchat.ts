import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

const color = z.string().regex(/^#[0-9a-f]{6}$/i)
/** An origin such as `https://shop.example`. */
const origin = z.string().regex(/^https?:\/\/[^/\s]+$/)

export const webchatSettings = z.object({
  title: z.string().trim().min(1).max(80),
  greeting: z.string().trim().max(500).default(''),
  color: color.default('#2f5d8a'),
  /** Pages that may show the widget; empty lets every page. */
  trustedOrigins: z.array(origin).max(50).default([]),
  /** When true, `identify` without a valid HMAC is refused and visitors must be identified. */
  requireIdentity: z.boolean().default(false),
})

/** `identitySecret` signs the ids of logged-in customers (HMAC-SHA256, hex). */
export const webchat = {
  settings: webchatSettings,
  secrets: z.object({}),
  own: { identitySecret: 'shown' },
  hasWebhook: false,
} as const satisfies ChannelTypeContract
