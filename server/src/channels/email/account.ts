import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['email']

export type EmailSettings = Readonly<z.output<Contract['settings']>>

export type EmailSecrets = Readonly<z.output<Contract['secrets']> & { replySecret: string }>

export type EmailAccount = Account<EmailSettings, EmailSecrets>
