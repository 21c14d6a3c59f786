import { type Bag, bag, number, text } from '../../reading.ts'
import type { Body } from './body.ts'

export function parseLocation(message: Bag): Body | null {
  const location = bag(message.location)
  const latitude = number(location.latitude)
  const longitude = number(location.longitude)
  if (latitude === null || longitude === null) return null

  const place = { latitude, longitude, name: text(location.name), address: text(location.address) }
  return { kind: 'location', text: '', content: { location: place }, attachments: [] }
}
