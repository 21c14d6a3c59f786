import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { chooseLocale, createTexts, loadTexts } from './texts.ts'

const texts = createTexts('en-GB')

test('takes the first wanted locale that there are texts for, with its region', () => {
  assert.equal(chooseLocale(['fr-CA', 'en-GB', 'en-US']), 'en-GB')
  assert.equal(chooseLocale(['de-AT', 'en-GB']), 'de-AT')
  assert.equal(chooseLocale(['', 'EN']), 'EN')
  assert.equal(chooseLocale(['no such locale!', 'xx']), 'en')
})

test('speaks five languages, in the region of the visitor', async () => {
  const said = async (locale: string) => {
    const { t, counted } = await loadTexts(locale)
    return [t('composer.send'), counted('launcher.unread', 1200)]
  }
  assert.deepEqual(await said('en'), ['Send', 'Open chat, 1,200 unread messages'])
  assert.deepEqual(await said('de-DE'), ['Senden', 'Chat öffnen, 1.200 ungelesene Nachrichten'])
  assert.deepEqual(await said('it'), ['Invia', 'Apri la chat, 1200 messaggi non letti'])
  assert.deepEqual(await said('vi'), ['Gửi', 'Mở cuộc trò chuyện, 1.200 tin nhắn chưa đọc'])
  assert.deepEqual(await said('th-TH'), ['ส่ง', 'เปิดแชท มี 1,200 ข้อความที่ยังไม่ได้อ่าน'])
})

test('every language fills in what English fills in', async () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  const read = async (language: string) =>
    JSON.parse(await readFile(new URL(`../locales/${language}.json`, import.meta.url), 'utf8'))
  const english: Record<string, string> = await read('en')
  for (const language of ['de', 'it', 'vi', 'th']) {
    const dictionary: Record<string, string> = await read(language)
    assert.deepEqual(Object.keys(dictionary), Object.keys(english))
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(names(dictionary[key] ?? ''), names(text), `${language} ${key}`)
    }
  }
})

test('fills in values, and counts in the language’s plural', () => {
  assert.equal(texts.t('status.assignee', { name: 'Ana' }), 'Ana has your conversation')
  assert.equal(texts.counted('launcher.unread', 1), 'Open chat, 1 unread message')
  assert.equal(texts.counted('launcher.unread', 1200), 'Open chat, 1,200 unread messages')
})

test('says a problem in its own words, else in the server’s', () => {
  assert.equal(texts.problem('attachment_too_large', 'x'), 'The file is too large.')
  assert.equal(texts.problem('something_new', 'The moon is full.'), 'The moon is full.')
  assert.equal(texts.problem('something_new', ''), 'Something went wrong.')
})

test('names the last two days, and writes out the others', () => {
  const now = new Date(2026, 2, 10, 0, 30)
  const day = (...date: [number, number, number, number]) => texts.day(new Date(...date).toISOString(), now)
  assert.equal(day(2026, 2, 10, 0), 'Today')
  assert.equal(day(2026, 2, 9, 0), 'Yesterday')
  assert.match(day(2026, 2, 8, 23), /Sunday.* 8 March$/)
  assert.match(day(2025, 11, 31, 12), /Wednesday.* 31 December 2025$/)
})

test('writes sizes short', () => {
  assert.deepEqual([0, 999, 1500, 2_340_000, 5e12].map(texts.size), [
    '0 byte',
    '999 byte',
    '1.5 kB',
    '2.3 MB',
    '5,000 GB',
  ])
})
