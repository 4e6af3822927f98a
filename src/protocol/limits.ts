/** The limits of the protocol. Lengths are in characters, sizes in bytes. */
export const limits = {
  /** The maximum length of ids, such as those of members, courses and events. */
  idLength: 128,
  titleLength: 200,
  messageLength: 2000,
  contentSizeBytes: 8 * 1024,
  /** The maximum size of a request's body, decompressed. */
  requestSizeBytes: 256 * 1024,
  /** The maximum size of the body of a batch of events, decompressed. */
  batchSizeBytes: 2 * 1024 * 1024,
  cursorLength: 128,
  eventsPerBatch: 1000,
  pageSize: 100,
  /** The maximum nesting depth of a JSON value. */
  depth: 8,
} as const
