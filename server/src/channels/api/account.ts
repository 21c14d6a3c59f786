import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['api']

export type ApiSettings = Readonly<z.output<Contract['settings']>>

export type ApiSecrets = Readonly<{ signingSecret: string }>

export type ApiAccount = Account<ApiSettings, ApiSecrets>
