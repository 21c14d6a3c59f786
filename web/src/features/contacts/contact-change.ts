import type { Input, patchContact } from '@fairlead/sdk'

export type ContactChange = Input<typeof patchContact>['body']
