/** What a language says, if it says all. */
export type Complete<All, Said extends All> = Said
