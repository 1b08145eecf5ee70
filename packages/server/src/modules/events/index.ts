export { type EventType, eventTypes, type Fact, insertEvents, recordEvents } from './record-event.js';
