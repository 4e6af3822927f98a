/** Where the contract ends. Lengths are in characters, sizes in bytes. */
export const limits = {
  /** Ids of members, courses, events and the like. */
  idLength: 128,
  titleLength: 200,
  messageLength: 2000,
  contentSizeBytes: 8 * 1024,
  /** Of a request's body, decompressed. */
  requestSizeBytes: 256 * 1024,
  /** Of the body of a batch of events, decompressed. */
  batchSizeBytes: 2 * 1024 * 1024,
  cursorLength: 128,
  eventsPerBatch: 1000,
  pageSize: 100,
  /** How deep a JSON value may nest. */
  depth: 8,
} as const
