import { providerUrls } from '../../testing/providers.ts'
import type { Account, OutboundMessage, ProviderAnswer, SentAttachment, WebhookRequest } from '../channel.ts'

/** An account at a provider who is nowhere: `baseUrl` and whatever else matters to the test are given. */
export function exampleAccount<Settings, Secrets>(
  type: string,
  given: Pick<Account<Settings, Secrets>, 'settings' | 'secrets'> & Partial<Account<Settings, Secrets>>,
): Account<Settings, Secrets> {
  const webhookUrl = `https://desk.example.com/webhooks/${type}/0199d5f0-0000-7000-8000-000000000001`
  return { baseUrl: 'http://127.0.0.1:9', urls: providerUrls(), webhookUrl, ...given }
}

/** A message a member wrote by hand, at its first try. */
export function exampleMessage(change: Partial<OutboundMessage> & Pick<OutboundMessage, 'to'>): OutboundMessage {
  return {
    id: '0199d5f0-0000-7000-8000-00000000000a',
    conversationId: '0199d5f0-0000-7000-8000-00000000000c',
    text: 'Yes, we ship to Åland',
    author: { type: 'member', name: 'Ada Agent' },
    attachments: [],
    template: null,
    choices: [],
    replyTo: null,
    last: null,
    tries: 1,
    now: Date.UTC(2026, 10, 14, 9, 0, 0),
    mail: null,
    ...change,
  }
}

/** A picture as it is sent: uploaded, and with an address of ours. */
export const examplePhoto: SentAttachment = {
  id: '0199d5f0-0000-7000-8000-0000000000af',
  name: 'front.jpg',
  type: 'image/jpeg',
  size: 1000,
  isVoice: false,
  mediaId: '1013859600285441',
  url: 'https://desk.example.com/media/0199d5f0-0000-7000-8000-0000000000af?until=1794650400&signature=abc',
}

/** A request as the provider posts it. */
export function exampleWebhook(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> | Headers = {},
  url = 'https://desk.example.com/webhooks/example/0199d5f0-0000-7000-8000-000000000001',
): WebhookRequest {
  return {
    method: 'POST',
    url,
    query: new URL(url).searchParams,
    headers: new Headers(headers),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}

export function exampleAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Extract<ProviderAnswer, { kind: 'answer' }> {
  return { kind: 'answer', status, headers: new Headers(headers), body }
}
