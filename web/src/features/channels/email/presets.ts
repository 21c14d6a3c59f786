type Server = Readonly<{ host: string; port: number; security: 'tls' | 'starttls' | 'none' }>

/** The servers of those whose mailboxes are connected most. */
export const presets = {
  gmail: {
    imap: { host: 'imap.gmail.com', port: 993, security: 'tls' },
    smtp: { host: 'smtp.gmail.com', port: 465, security: 'tls' },
    tokenUrl: 'https://oauth2.googleapis.com/token',
  },
  microsoft: {
    imap: { host: 'outlook.office365.com', port: 993, security: 'tls' },
    smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  },
  fastmail: {
    imap: { host: 'imap.fastmail.com', port: 993, security: 'tls' },
    smtp: { host: 'smtp.fastmail.com', port: 465, security: 'tls' },
    tokenUrl: 'https://api.fastmail.com/oauth/refresh',
  },
} as const satisfies Record<string, Readonly<{ imap: Server; smtp: Server; tokenUrl: string }>>

export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets).filter((name): name is Preset => name in presets)

/** Whose servers these are; null: somebody else's. */
export function presetOf(imapHost: unknown): Preset | null {
  return presetNames.find((name) => presets[name].imap.host === imapHost) ?? null
}
