// Loading the set itself on demand would make it heavier for everyone else.
export { icon } from '../../internal/icons.js'
