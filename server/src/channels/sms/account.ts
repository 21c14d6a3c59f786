import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['sms']

export type SmsSettings = Readonly<z.output<Contract['settings']>>

export type SmsSecrets = Readonly<z.output<Contract['secrets']>>

export type SmsAccount = Account<SmsSettings, SmsSecrets>
