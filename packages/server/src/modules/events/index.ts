export { type EventType, eventStatement, type Fact, recordEvents } from './record-event.js';
