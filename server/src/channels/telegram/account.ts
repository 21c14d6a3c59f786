import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['telegram']

export type TelegramSettings = Readonly<z.output<Contract['settings']>>

export type TelegramSecrets = Readonly<z.output<Contract['secrets']> & { webhookSecret: string }>

export type TelegramAccount = Account<TelegramSettings, TelegramSecrets>
