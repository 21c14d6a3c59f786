let audio: AudioContext | null = null

/** Two soft tones, a fourth apart, made here: no file to fetch. Browsers keep quiet until somebody has touched the page. */
export async function playSound(): Promise<void> {
  audio ??= new AudioContext()
  if (audio.state === 'suspended') await audio.resume().catch(() => undefined)
  if (audio.state !== 'running') return
  tone(audio, 659.25, 0)
  tone(audio, 880, 0.13)
}

function tone(context: AudioContext, frequency: number, after: number): void {
  const at = context.currentTime + after
  const volume = context.createGain()
  // Up fast and down slowly, as of something struck; nothing clicks.
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.12, at + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.45)
  volume.connect(context.destination)
  const oscillator = context.createOscillator()
  oscillator.type = 'sine'
  oscillator.frequency.value = frequency
  oscillator.connect(volume)
  oscillator.start(at)
  oscillator.stop(at + 0.5)
}
