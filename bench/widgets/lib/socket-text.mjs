/**
 * Returns the text of a message. The messages of widgets are short texts, which arrive in one piece.
 *
 * @param {import('ws').RawData} message
 */
export const textOf = (message) => (Buffer.isBuffer(message) ? message.toString() : '')
