import type { whatsappSettings } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

export type WhatsappSettings = Readonly<z.infer<typeof whatsappSettings>>

export type WhatsappSecrets = Readonly<{ accessToken: string; appSecret: string; verifyToken: string }>

export type WhatsappAccount = Account<WhatsappSettings, WhatsappSecrets>
