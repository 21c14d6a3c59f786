import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['tiktok']

export type TiktokSettings = Readonly<z.output<Contract['settings']>>

export type TiktokSecrets = Readonly<z.output<Contract['secrets']>>

export type TiktokAccount = Account<TiktokSettings, TiktokSecrets>
