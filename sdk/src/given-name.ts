/**
 * Families' names that Vietnamese put first, with the letters that tell them from everybody else's first names. Who
 * writes without those is known by the names that nobody else has.
 */
const familyNames = new Set(
  [
    ...['Bùi', 'Đặng', 'Đào', 'Đinh', 'Đỗ', 'Đoàn', 'Dương', 'Hồ', 'Hoàng', 'Huỳnh', 'Lê', 'Lý', 'Ngô', 'Nguyễn'],
    ...['Phạm', 'Phùng', 'Tạ', 'Tô', 'Trần', 'Trịnh', 'Trương', 'Võ', 'Vũ', 'Vương'],
    ...['Hoang', 'Huynh', 'Ngo', 'Nguyen', 'Pham', 'Phan', 'Tran', 'Trinh', 'Truong'],
  ].map((name) => name.toLowerCase()),
)

/**
 * What somebody is called by: the first word of their name, and of a Vietnamese one the last.
 *
 * @example givenName('Cora Customer') // 'Cora'
 * @example givenName('Nguyễn Thị Ánh') // 'Ánh'
 */
export function givenName(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/u)
  const [first = ''] = words
  return familyNames.has(first.toLowerCase()) ? (words.at(-1) ?? first) : first
}
