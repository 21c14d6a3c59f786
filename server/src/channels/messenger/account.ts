import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['messenger']

export type MessengerSettings = Readonly<z.output<Contract['settings']>>

export type MessengerSecrets = Readonly<z.output<Contract['secrets']> & { verifyToken: string }>

export type MessengerAccount = Account<MessengerSettings, MessengerSecrets>
