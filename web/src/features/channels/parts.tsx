import type { Channel, ChannelType } from '@fairlead/sdk'
import type { ComponentType } from 'react'
import { NewApiForm } from './api/new-form.tsx'
import { ApiSections } from './api/sections.tsx'
import { ApiSetup } from './api/setup.tsx'
import { NewEmailForm } from './email/new-form.tsx'
import { EmailSections } from './email/sections.tsx'
import { EmailSetup } from './email/setup.tsx'
import { NewInstagramForm } from './instagram/new-form.tsx'
import { InstagramSections } from './instagram/sections.tsx'
import { InstagramSetup } from './instagram/setup.tsx'
import { NewLineForm } from './line/new-form.tsx'
import { LineSections } from './line/sections.tsx'
import { LineSetup } from './line/setup.tsx'
import { NewMessengerForm } from './messenger/new-form.tsx'
import { MessengerSections } from './messenger/sections.tsx'
import { MessengerSetup } from './messenger/setup.tsx'
import type { NewFormProps } from './new-channel-form.tsx'
import { NewSmsForm } from './sms/new-form.tsx'
import { SmsSections } from './sms/sections.tsx'
import { SmsSetup } from './sms/setup.tsx'
import { NewTelegramForm } from './telegram/new-form.tsx'
import { TelegramSections } from './telegram/sections.tsx'
import { TelegramSetup } from './telegram/setup.tsx'
import { NewTiktokForm } from './tiktok/new-form.tsx'
import { TiktokSections } from './tiktok/sections.tsx'
import { TiktokSetup } from './tiktok/setup.tsx'
import type { ChannelOf } from './types.ts'
import { WebchatInstall } from './webchat/install.tsx'
import { NewWebchatForm } from './webchat/new-form.tsx'
import { WebchatSections } from './webchat/sections.tsx'
import { NewWhatsappForm } from './whatsapp/new-form.tsx'
import { WhatsappSections } from './whatsapp/sections.tsx'
import { WhatsappSetup } from './whatsapp/setup.tsx'

type Parts<T extends ChannelType> = Readonly<{
  NewForm: ComponentType<NewFormProps>
  /** What is left to do elsewhere once it is there. */
  Setup: ComponentType<{ channel: ChannelOf<T> }>
  /** Its own sections of the channel's page. */
  Sections: ComponentType<{ channel: ChannelOf<T> }>
}>

/** What each type has of its own in the settings. Apart from the list of types, which the inbox needs too. */
const parts: { [T in ChannelType]: Parts<T> } = {
  webchat: { NewForm: NewWebchatForm, Setup: WebchatInstall, Sections: WebchatSections },
  whatsapp: { NewForm: NewWhatsappForm, Setup: WhatsappSetup, Sections: WhatsappSections },
  email: { NewForm: NewEmailForm, Setup: EmailSetup, Sections: EmailSections },
  messenger: { NewForm: NewMessengerForm, Setup: MessengerSetup, Sections: MessengerSections },
  instagram: { NewForm: NewInstagramForm, Setup: InstagramSetup, Sections: InstagramSections },
  telegram: { NewForm: NewTelegramForm, Setup: TelegramSetup, Sections: TelegramSections },
  sms: { NewForm: NewSmsForm, Setup: SmsSetup, Sections: SmsSections },
  line: { NewForm: NewLineForm, Setup: LineSetup, Sections: LineSections },
  tiktok: { NewForm: NewTiktokForm, Setup: TiktokSetup, Sections: TiktokSections },
  api: { NewForm: NewApiForm, Setup: ApiSetup, Sections: ApiSections },
}

export function NewForm({ type, ...props }: NewFormProps & { type: ChannelType }) {
  const { NewForm: Form } = parts[type]
  return <Form {...props} />
}

export function ChannelSetup({ channel }: { channel: Channel }) {
  const { Setup } = partsOf(channel.type)
  return <Setup channel={channel} />
}

export function TypeSections({ channel }: { channel: Channel }) {
  const { Sections } = partsOf(channel.type)
  return <Sections channel={channel} />
}

function partsOf<T extends ChannelType>(type: T): Parts<T> {
  return parts[type]
}
