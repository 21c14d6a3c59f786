import { long } from '../../ui/form/widths.ts'
import type { Fields } from './fields.ts'
import { SecretInput } from './secret-input.tsx'

type Props = Readonly<{ fields: Fields; name: string; label: string; hint: string }>

/** A secret of the provider's in the form of a new channel. */
export function SecretField({ fields, name, label, hint }: Props) {
  return <SecretInput label={label} description={hint} {...long} {...fields.of(`secrets.${name}`)} />
}
