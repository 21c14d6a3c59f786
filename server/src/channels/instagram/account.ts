import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['instagram']

export type InstagramSettings = Readonly<z.output<Contract['settings']>>

export type InstagramSecrets = Readonly<z.output<Contract['secrets']> & { verifyToken: string }>

export type InstagramAccount = Account<InstagramSettings, InstagramSecrets>
