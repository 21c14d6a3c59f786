import { type Bag, bag, bags, id, number, storableData, text } from '../../reading.ts'
import type { Body } from './body.ts'

/** A basket from the catalogue: the customer's words, then a line for each product. */
export function parseOrder(message: Bag): Body | null {
  const order = bag(message.order)
  const items = bags(order.product_items)
  if (items.length === 0) return null

  const lines = [text(order.text), ...items.map(line)].filter((part) => part !== null)
  return {
    kind: 'interactive',
    text: lines.join('\n'),
    content: { choice: { id: 'order', title: text(order.text) ?? '', data: storableData(order) } },
    attachments: [],
  }
}

function line(item: Bag): string {
  const price = [number(item.item_price), text(item.currency)].filter((part) => part !== null).join(' ')
  return `${number(item.quantity) ?? 1} × ${id(item.product_retailer_id) ?? '?'}${price === '' ? '' : ` (${price})`}`
}
