import type { Attempt, Sent } from '../desk/webhooks.ts'
import type { Files } from './files.ts'
import type { Notices } from './notices.ts'
import type { Chat, World } from './world.ts'

export type SendOptions = Readonly<{ replyTo?: string; extra?: object }>

type Provider = Readonly<{ world: World; files: Files; notices: Notices }>

/** Somebody with TikTok on their phone, who writes to the account. */
export class Customer {
  readonly #chat: Chat
  readonly #provider: Provider

  constructor(chat: Chat, provider: Provider) {
    this.#chat = chat
    this.#provider = provider
  }

  /** Where they are answered. */
  get conversationId(): string {
    return this.#chat.conversationId
  }

  sendText(text: string, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('text', { text: { body: text } }, options, text)
  }

  sendImage(bytes: Uint8Array, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('image', { image: { media_id: this.#provider.files.add('image/png', bytes).id } }, options)
  }

  sendVideo(bytes: Uint8Array, options: SendOptions = {}): Promise<Sent> {
    return this.sendRaw('video', { video: { media_id: this.#provider.files.add('video/mp4', bytes).id } }, options)
  }

  sharePost(videoId: string): Promise<Sent> {
    const post = { embed_url: `https://www.tiktok.com/player/v1/${videoId}`, video_id: videoId }
    return this.sendRaw('share_post', { share_post: post })
  }

  /** A message of any type, with these keys beside it. */
  async sendRaw(type: string, content: object, options: SendOptions = {}, text = ''): Promise<Sent> {
    const { world, notices } = this.#provider
    const { replyTo = null, extra = {} } = options
    const message = world.write(this.#chat, { id: world.newMessageId(), direction: 'in', type, text, replyTo })
    const { status } = await notices.post('im_receive_msg', {
      type,
      ...content,
      ...notices.between(this.#chat, 'person'),
      message_id: message.id,
      timestamp: message.at,
      is_follower: false,
      ...(replyTo !== null && { referenced_message_info: { referenced_message_id: replyTo } }),
      ...extra,
    })
    return { id: message.id, status }
  }

  /** Reacts to a message; null takes the reaction back. */
  async react(messageId: string, emoji: string | null): Promise<Sent> {
    const { world, notices } = this.#provider
    const operation = emoji === null ? 'REMOVE' : 'ADD'
    const id = world.newMessageId()
    const { status } = await notices.post('im_receive_msg', {
      type: 'reaction',
      ...notices.between(this.#chat, 'person'),
      message_id: id,
      timestamp: world.clock.now(),
      reaction: [{ operation, emoji: emoji ?? '👍', original_msg_id: messageId }],
    })
    return { id, status }
  }

  /** Reads all there is. */
  read(): Promise<Attempt> {
    return this.#provider.notices.tellRead(this.#chat)
  }

  /** Comes by an advertisement, and has not written yet. */
  comeByAd(adId: string, adName: string): Promise<Attempt> {
    const { world, notices } = this.#provider
    return notices.post('im_referral_msg', {
      ...notices.between(this.#chat, 'person'),
      timestamp: world.clock.now(),
      referral: { source: 'ad', ad: { ad_id: adId, ad_name: adName } },
    })
  }

  /** What the business writes to this person in TikTok's own app. */
  async receiveFromApp(text: string): Promise<Sent> {
    const { world, notices } = this.#provider
    const id = world.newMessageId()
    const message = world.write(this.#chat, { id, direction: 'out', type: 'text', text, replyTo: null })
    const { status } = await notices.tellEcho(this.#chat, message, { text: { body: text } }, 'APP')
    return { id, status }
  }
}
