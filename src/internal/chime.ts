/** The frequencies of the two notes, a fifth apart, in hertz. */
const NOTES_HZ = [659.3, 987.8]
const NOTE_SECONDS = 0.16
const VOLUME = 0.06

let context: AudioContext | undefined
let endsAt = 0

/**
 * Plays one short sound. It is silent until the member has interacted with the page, because
 * browsers block earlier sounds. If the sound is still playing, for example because bell and toasts
 * play it for the same notification, it is not played twice.
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
