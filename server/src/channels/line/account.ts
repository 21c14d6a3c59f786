import type { channelTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Account } from '../channel.ts'

type Contract = (typeof channelTypes)['line']

export type LineSettings = Readonly<z.output<Contract['settings']>>

export type LineSecrets = Readonly<z.output<Contract['secrets']>>

export type LineAccount = Account<LineSettings, LineSecrets>
