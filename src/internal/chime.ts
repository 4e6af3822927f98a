/** Two notes, a fifth apart, in hertz. */
const NOTES_HZ = [659.3, 987.8]
const NOTE_SECONDS = 0.16
const VOLUME = 0.06

let context: AudioContext | undefined
let endsAt = 0

/**
 * Plays one short sound. Silent until the page was used: browsers allow no other. Where it sounds
 * already, as when bell and toasts tell of the same thing, it is not played over itself.
 */
export function chime(): void {
  if (!navigator.userActivation?.hasBeenActive) return
  context ??= new AudioContext()
  const start = context.currentTime
  if (start < endsAt) return
  NOTES_HZ.forEach((frequency, index) => {
    if (!context) return
    const at = start + index * NOTE_SECONDS * 0.6
    const note = new OscillatorNode(context, { frequency, type: 'sine' })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(VOLUME, at + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_SECONDS * 2)
    note.connect(volume).connect(context.destination)
    note.start(at)
    note.stop(at + NOTE_SECONDS * 2)
    endsAt = at + NOTE_SECONDS * 2
  })
}
