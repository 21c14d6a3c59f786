/**
 * Messages in six languages that nobody ever wrote: made-up words in their scripts, the common ones as common as in a
 * real language (the word of rank n comes 1/n as often as the first), 4 to 25 words long, one in twenty with a number of
 * an order of its own.
 */
export type Language = (typeof languages)[number]
export const languages = ['en', 'de', 'it', 'vi', 'th', 'zh'] as const

type Speech = Readonly<{ words: readonly string[]; gap: string }>

const syllables: Readonly<Record<Language, string>> = {
  en: 'th er on an re he in ed nd ha at en es of or nt ea ti to it st io le is ou ar as de rt ve',
  de: 'en er ch de ei te in nd ie ge un ich sch ung ver auf größ üb äu st ent lich keit bar zu rück',
  it: 're la to co ne di no ri ta ca mo si li ra gi ò per tra città zio men te ven do sta per ché',
  vi: product(
    'b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x',
    'a á à ả ai ang ay ăn ắt ặt ân ầu ây e em ên ết i iền iệu inh o oa ỏ ong ô ôi ông ơ ơn ới u ua uốn ư ưa ược ường ữ',
  ),
  th: 'สวัส ดี ครับ อยาก สั่ง ซื้อ รอง เท้า เบอร์ น้ำ หนัก เท่า ไหร่ ส่ง ของ ยัง ไม่ ถึง คืน เงิน',
  zh: '',
}
const wordsOfLanguage = 20_000

function product(onsets: string, rimes: string): string {
  return onsets
    .split(' ')
    .flatMap((onset) => rimes.split(' ').map((rime) => onset + rime))
    .join(' ')
}

export class Speaker {
  readonly #random: () => number
  readonly #speech: ReadonlyMap<Language, Speech>

  constructor(random: () => number) {
    this.#random = random
    this.#speech = new Map(languages.map((language) => [language, this.#learn(language)]))
  }

  /** From 0 to 1. */
  chance(): number {
    return this.#random()
  }

  message(language: Language, index: number): string {
    const { gap } = this.#speech.get(language)!
    const count = 4 + Math.floor(this.#random() * 22)
    const words = Array.from({ length: count }, () => this.word(language, 1, wordsOfLanguage))
    return `${words.join(gap)}${index % 20 === 0 ? ` ${orderOf(index)}` : '.'}`
  }

  /** A word of a rank between these, as often as it comes. */
  word(language: Language, from: number, to: number): string {
    const { words } = this.#speech.get(language)!
    const first = Math.min(from, words.length / 4)
    return words[Math.floor(first * (Math.min(to, words.length) / first) ** this.#random()) - 1]!
  }

  #learn(language: Language): Speech {
    const parts = syllables[language].split(' ')
    const part = () => parts[Math.floor(this.#random() * parts.length)]!
    const sign = () => String.fromCodePoint(0x4e00 + Math.floor(2_500 * this.#random() ** 2))
    const lengths = { en: 3, de: 4, it: 3, vi: 1, th: 2, zh: 2 }
    const make = () => {
      const length = 1 + Math.floor(this.#random() * lengths[language])
      return Array.from({ length }, language === 'zh' ? sign : part).join('')
    }
    const words = new Set<string>()
    for (let tries = 0; words.size < wordsOfLanguage && tries < 3 * wordsOfLanguage; tries += 1) words.add(make())
    return { words: [...words], gap: language === 'th' || language === 'zh' ? '' : ' ' }
  }
}

export function orderOf(index: number): string {
  return `FL-${100_000_000 + index * 7_919}`
}

export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}
