import { Fragment, type ReactElement, type ReactNode } from 'react'

/** A text with `<name/>` in it, each replaced by the component of that name. */
export function withComponents(text: string, components: Readonly<Record<string, ReactElement>>): ReactNode {
  // Split by a group, so that every other part is a name.
  return text.split(/<(\w+)\/>/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
    <Fragment key={index}>{index % 2 === 1 ? components[part] : part}</Fragment>
  ))
}
