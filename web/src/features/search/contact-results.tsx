import type { ContactHit } from '@fairlead/sdk'
import { Link } from '@tanstack/react-router'
import { ContactAvatar } from '../contacts/contact-avatar.tsx'
import { Highlighted } from './highlighted.tsx'
import classes from './search.module.css'

type Props = Readonly<{ hits: readonly ContactHit[]; onOpen(): void }>

/** Contacts, each a way to all about them. */
export function ContactResults({ hits, onOpen }: Props) {
  return (
    <ul className={classes.contacts}>
      {hits.map(({ contact, nameRanges }) => (
        <li key={contact.id}>
          <Link
            to="/contacts/$id"
            params={{ id: contact.id }}
            className={classes.contact}
            data-hit
            preload={false}
            onClick={onOpen}
          >
            <ContactAvatar contact={contact} size={32} />
            <span className={classes.who}>
              <span className={classes.name} dir="auto">
                <Highlighted text={contact.name} ranges={nameRanges} />
              </span>
              <span className={classes.address}>
                {contact.email ?? contact.phone ?? contact.identities[0]?.address}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
