// Numbered as in the study of the protocol: I1 converges, I2 badge, I3 nothing lost, I5 bulk actions
// touch only what was shown, I6 one effect per command, I7 intent, I8 monotone.

/** A broken promise. Its message begins with the invariant's number. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/** Throws a {@link Violation} unless a promise holds. */
export const expectThat = (holds: boolean, message: () => string): void => {
  if (!holds) throw new Violation(message())
}
