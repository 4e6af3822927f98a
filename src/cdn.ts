import './define.js'

export { createInbox } from './client/create-inbox.js'
