import { expectationTexts } from '@fairlead/sdk'

const tell = (kind: keyof typeof expectationTexts) => ({
  defaultLocale: 'en',
  texts: { ...expectationTexts[kind] },
  everyHours: 0,
})

/** A team that tells its customers everything there is to tell, as often as it changes. */
export const messages = {
  assigned: tell('assigned'),
  away: tell('away'),
  overCapacity: tell('overCapacity'),
  queueUpdate: tell('queueUpdate'),
  expectedReply: 'within an hour',
}
