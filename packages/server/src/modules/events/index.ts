export { type EventType, eventStatement, eventTypes, type Fact, recordEvents } from './record-event.js';
