import type { Member, Role } from '@fairlead/sdk'

type Person = Pick<Member, 'id' | 'role' | 'isDeactivated'>

/** Managers look after everybody but owners; owners after everybody. */
export function canEdit(me: Person, other: Person): boolean {
  if (me.role === 'owner') return true
  return me.role === 'manager' && other.role !== 'owner'
}

/** The roles that `me` may give `other`, theirs among them. Only an owner makes or unmakes owners; the last one stays. */
export function rolesToOffer(me: Person, other: Person, members: readonly Person[]): readonly Role[] {
  if (isLastOwner(other, members)) return ['owner']
  return me.role === 'owner' ? ['owner', 'manager', 'agent'] : ['manager', 'agent']
}

export function canDeactivate(me: Person, other: Person, members: readonly Person[]): boolean {
  return me.id !== other.id && canEdit(me, other) && !isLastOwner(other, members)
}

/** Whom a key that `me` makes may act as: oneself, and for managers those of a lower role. */
export function keyHolders<P extends Person>(me: Person, members: readonly P[]): readonly P[] {
  const below: Record<Role, readonly Role[]> = { owner: ['manager', 'agent'], manager: ['agent'], agent: [] }
  return members.filter(
    ({ id, role, isDeactivated }) => id === me.id || (!isDeactivated && below[me.role].includes(role)),
  )
}

function isLastOwner({ id, role }: Person, members: readonly Person[]): boolean {
  return role === 'owner' && !members.some((one) => one.id !== id && one.role === 'owner' && !one.isDeactivated)
}
