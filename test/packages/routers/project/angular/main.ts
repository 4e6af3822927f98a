import './links'
import { fillBell } from '../inbox'

fillBell('/angular')
