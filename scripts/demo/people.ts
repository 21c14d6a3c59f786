import type { Random } from './random.ts'

/** Somebody who writes to the shop. */
export type Customer = Readonly<{ name: string; firstName: string; waId: string; userId: string; email: string }>

/** First and last names that begin alike, so that nobody takes them for real. */
const names: readonly (readonly [first: string, last: string])[] = [
  ['Ada Amir Anouk Arlo', 'Abelone Appleby Arden'],
  ['Bea Bilal Bruno Britt', 'Bramble Bellwether Borg'],
  ['Cleo Caspar Carmen Cem', 'Cloudsley Corbeau Candle'],
  ['Dara Dilek Dougal Dora', 'Drizzle Dunmore Dahlia'],
  ['Elif Emil Esther Ezra', 'Everglen Eventide Elmhurst'],
  ['Farid Flora Finn Fenja', 'Fernsby Fairweather Foxglove'],
  ['Greta Gael Ginevra Gus', 'Gooseberry Greywater Gale'],
  ['Hana Hugo Hedda Hamid', 'Heatherby Hollowell Haze'],
  ['Ines Ivo Imani Ilse', 'Inkpen Islay Ivory'],
  ['Juno Jamal Josefa Jonas', 'Juniper Jellicoe Jetty'],
  ['Kalle Keiko Klara Kofi', 'Kettlewell Kestrel Kelp'],
  ['Luz Levi Lotta Luca', 'Lanternby Lockwater Lull'],
  ['Mara Milo Malik Mette', 'Marigold Mistral Moonwell'],
  ['Noor Nils Nadia Nemo', 'Nettlebed Northwind Nimbus'],
  ['Odin Olive Omar Orla', 'Oakapple Overcliff Otterby'],
  ['Pia Pablo Prisca Per', 'Pebbleton Pennywhistle Plum'],
  ['Rosa Rafik Runa Rory', 'Rainsford Rookwood Ripple'],
  ['Sven Salma Silas Sofie', 'Saltmarsh Seagrave Sundew'],
  ['Tara Tomas Tilda Tariq', 'Thistledown Tidewell Tansy'],
  ['Vera Vito Violet Vasil', 'Valerian Vellum Vesper'],
  ['Wanda Wim Willa Waris', 'Weatherall Willowby Wren'],
  ['Yara Yann Ylva Yusuf', 'Yarrow Yewdale Yonder'],
]

/** Numbers of the block that is kept free for films; the first hundred are left to whoever tries the phone by hand. */
const firstNumber = 447_700_900_100

/** Everybody who may write, in the order of this seed. */
export function inviteCustomers(random: Random): readonly Customer[] {
  const all = names.flatMap(([firsts, lasts]) =>
    firsts.split(' ').flatMap((first) => lasts.split(' ').map((last) => ({ first, last }))),
  )
  const customers = all.map(({ first, last }, index) => ({
    name: `${first} ${last}`,
    firstName: first,
    waId: String(firstNumber + index),
    userId: String(20_101 + index),
    email: `${first}.${last}@customers.example`.toLowerCase(),
  }))
  return random.shuffled(customers)
}
