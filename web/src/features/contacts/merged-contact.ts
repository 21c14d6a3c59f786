import type { Contact } from '@fairlead/sdk'

/** What one contact will be once it has taken in another, as far as that can be told before. */
export type MergedContact = Readonly<{
  identities: Contact['identities']
  tags: readonly string[]
  /** What the one that stays lacks, and gets. */
  gains: readonly Gain[]
  /** What both have, differently: what the one that stays has is kept. */
  kept: readonly Readonly<{ what: Gain['what']; value: string; other: string }>[]
}>

export type Gain = Readonly<{
  what: 'name' | 'email' | 'phone' | 'locale' | 'owner' | 'stage' | 'field'
  value: string
}>

const plain = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['locale', 'locale'],
  ['owner', 'ownerId'],
  ['stage', 'stage'],
] as const

export function mergedContact(stays: Contact, goes: Contact): MergedContact {
  const gains: Gain[] = []
  const kept: { what: Gain['what']; value: string; other: string }[] = []

  for (const [what, key] of plain) {
    const [value, other] = [stays[key], goes[key]]
    if (other === null || other === '' || other === value) continue
    if (value === null || value === '') gains.push({ what, value: other })
    else kept.push({ what, value, other })
  }
  for (const [name, other] of Object.entries(goes.fields)) {
    const value = stays.fields[name]
    if (other === null || other === value) continue
    if (value === undefined || value === null) gains.push({ what: 'field', value: `${name}: ${other}` })
    else kept.push({ what: 'field', value: `${name}: ${value}`, other: String(other) })
  }
  return {
    identities: [...stays.identities, ...goes.identities],
    tags: [...new Set([...stays.tags, ...goes.tags])],
    gains,
    kept,
  }
}
