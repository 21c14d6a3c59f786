/** Whether it is a number as the world writes it. */
export function isE164(address: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(address)
}

/** Whether anybody can be written to there: short codes take answers, senders with a name do not. */
export function canBeAnswered(address: string): boolean {
  return isE164(address) || /^\d{3,8}$/.test(address)
}

/** Whether it belongs to another of Twilio's channels, such as `whatsapp:+15035550147`. */
export function isOtherChannel(address: string): boolean {
  return /^[a-z]+:/i.test(address)
}
